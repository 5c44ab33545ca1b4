while (1);
