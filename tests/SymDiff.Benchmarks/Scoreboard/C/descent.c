// A charged particle between two charges, and a descent on a saddle; the inner derivatives are written out.
#include <math.h>

double particle(double w)
{
    double x = 0;
    double y = 8;
    double vx = 0.75;
    double vy = 0;
    for (;;)
    {
        double dx = x - 10;
        double dy = y - (10 - w);
        double first = sqrt(dx * dx + dy * dy);
        double second = sqrt(dx * dx + y * y);
        double inverse1 = 1 / (first * first * first);
        double inverse2 = 1 / (second * second * second);
        double ax = dx * inverse1 + dx * inverse2;
        double ay = dy * inverse1 + y * inverse2;
        x += 0.1 * vx;
        y += 0.1 * vy;
        if (y <= 0)
        {
            double crossing = x - y / vy * vx;
            return crossing * crossing;
        }

        vx += 0.1 * ax;
        vy += 0.1 * ay;
    }
}

static double game(double x1, double y1, double x2, double y2)
{
    return x1 * x1 + y1 * y1 - (x2 * x2 + y2 * y2);
}

double saddle(double x1, double y1, double start_x, double start_y)
{
    const double small = 1e-5;
    double x = start_x;
    double y = start_y;
    double value = -game(x1, y1, x, y);
    double gx = 2 * x;
    double gy = 2 * y;
    double rate = small;
    int steps = 0;
    while (sqrt(gx * gx + gy * gy) > small)
    {
        if (steps == 10)
        {
            rate *= 2;
            steps = 0;
            continue;
        }

        double next_x = x - rate * gx;
        double next_y = y - rate * gy;
        if (sqrt((next_x - x) * (next_x - x) + (next_y - y) * (next_y - y)) <= small)
        {
            break;
        }

        double next = -game(x1, y1, next_x, next_y);
        if (next < value)
        {
            x = next_x;
            y = next_y;
            value = next;
            gx = 2 * x;
            gy = 2 * y;
            steps++;
        }
        else
        {
            rate /= 2;
            steps = 0;
        }
    }

    return game(x1, y1, x, y);
}
