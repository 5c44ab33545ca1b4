"""Set-up, generators and checks of the repository; nothing here is shipped."""
