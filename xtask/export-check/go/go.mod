module exportcheck

go 1.19
