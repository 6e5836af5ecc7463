// A chain of equations by the Runge-Kutta method of fourth order.
#include <stdlib.h>

static void slope(int n, const double *x, const double *y, double *k)
{
    k[0] = x[0];
    for (int i = 1; i < n; i++)
    {
        k[i] = x[i] * y[i - 1];
    }
}

double ode(int n, const double *x, int steps)
{
    double *memory = calloc((size_t)(6 * n), sizeof(double));
    double *restrict y = memory;
    double *restrict k1 = memory + n;
    double *restrict k2 = memory + 2 * n;
    double *restrict k3 = memory + 3 * n;
    double *restrict k4 = memory + 4 * n;
    double *restrict stage = memory + 5 * n;
    double h = 2.0 / steps;
    for (int step = 0; step < steps; step++)
    {
        slope(n, x, y, k1);
        for (int i = 0; i < n; i++)
        {
            stage[i] = y[i] + h * k1[i] / 2;
        }

        slope(n, x, stage, k2);
        for (int i = 0; i < n; i++)
        {
            stage[i] = y[i] + h * k2[i] / 2;
        }

        slope(n, x, stage, k3);
        for (int i = 0; i < n; i++)
        {
            stage[i] = y[i] + h * k3[i];
        }

        slope(n, x, stage, k4);
        for (int i = 0; i < n; i++)
        {
            y[i] += h * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]) / 6;
        }
    }

    double last = y[n - 1];
    free(memory);
    return last;
}
