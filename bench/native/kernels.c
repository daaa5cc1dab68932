// Every kernel in both precisions: in holds the inputs and grad the gradients, n samples of c elements.
#include <math.h>

#define REAL float
#define NAME(loss) loss##_float
#define F(function) function##f
#include "losses.h"
#undef REAL
#undef NAME
#undef F

#define REAL double
#define NAME(loss) loss##_double
#define F(function) function
#include "losses.h"
