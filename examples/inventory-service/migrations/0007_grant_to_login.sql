-- Who applies migrations can log in as the service does. A superuser always could; on RDS nobody is one. Not breaking.
grant inventory_service to current_user;
