FROM ses
