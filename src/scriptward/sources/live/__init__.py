"""What a site's servers send now: a page, its parts, an error, a redirect and a 304, by HTTP."""
