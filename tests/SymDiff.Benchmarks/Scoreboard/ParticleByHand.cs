namespace SymDiff.Benchmarks.Scoreboard;

/// <summary>The derivative of <see cref="GradBench.Modules.Particle.MissByReverse"/> as a careful person writes it: there is one parameter, so tangents go along with the particle and nothing is recorded.</summary>
internal static class ParticleByHand
{
    private const double Step = 0.1;

    public static double Derivative(double w)
    {
        (double x, double y) = (0, 8);
        (double vx, double vy) = (0.75, 0);
        (double tx, double ty) = (0, 0);
        (double tvx, double tvy) = (0, 0);
        while (true)
        {
            // The force of each charge is its distance over its cube; the second charge does not move.
            double dx = x - 10;
            double dy = y - (10 - w);
            double tdy = ty + 1;
            double inverse = 1 / ((dx * dx) + (dy * dy));
            double cube = inverse * Math.Sqrt(inverse);
            double shrink = 3 * inverse * ((dx * tx) + (dy * tdy));
            double ax = cube * dx;
            double ay = cube * dy;
            double tax = cube * (tx - (shrink * dx));
            double tay = cube * (tdy - (shrink * dy));
            inverse = 1 / ((dx * dx) + (y * y));
            cube = inverse * Math.Sqrt(inverse);
            shrink = 3 * inverse * ((dx * tx) + (y * ty));
            ax += cube * dx;
            ay += cube * y;
            tax += cube * (tx - (shrink * dx));
            tay += cube * (ty - (shrink * y));

            x += Step * vx;
            y += Step * vy;
            tx += Step * tvx;
            ty += Step * tvy;
            if (y <= 0)
            {
                double time = y / vy;
                double crossing = x - (time * vx);
                return 2 * crossing * (tx - ((ty - (time * tvy)) / vy * vx) - (time * tvx));
            }

            vx += Step * ax;
            vy += Step * ay;
            tvx += Step * tax;
            tvy += Step * tay;
        }
    }
}
