"""What makes a certificate a thing in the hand: paper, drawing, badge, and the codes that check it.

Pure functions of an `Award`: no session, no request, no clock.
"""
