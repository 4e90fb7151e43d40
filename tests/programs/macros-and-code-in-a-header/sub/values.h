#ifndef VALUES_H
#define VALUES_H
enum { FLOOR = 0 };
#endif
