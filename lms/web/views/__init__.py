"""One file for each part of the site; views translate between HTTP and the services."""
