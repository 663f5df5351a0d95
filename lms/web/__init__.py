"""HTTP: public pages as compiled bytes, and thin views over the services."""
