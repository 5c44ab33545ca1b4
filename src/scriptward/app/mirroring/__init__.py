"""First-party copies of vendors' scripts: vetted, kept by digest, switched by one pointer file."""
