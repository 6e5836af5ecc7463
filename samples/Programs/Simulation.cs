using SymDiff;
using static System.FormattableString;

namespace Programs;

/// <summary>Where a ball is, and how fast.</summary>
internal readonly record struct Ball(double X, double Y, double VelocityX, double VelocityY)
{
    /// <summary>A step later, with drag that grows as the square of the speed.</summary>
    public Ball After(double step, double drag)
    {
        double speed = Math.Sqrt((VelocityX * VelocityX) + (VelocityY * VelocityY));
        double ax = -drag * speed * VelocityX;
        double ay = -9.81 - (drag * speed * VelocityY);
        return new Ball(X + (step * VelocityX), Y + (step * VelocityY), VelocityX + (step * ax), VelocityY + (step * ay));
    }
}

/// <summary>A throw of a thousand steps, aimed by the derivative of where it ends.</summary>
internal static partial class Simulation
{
    /// <summary>How far from the target the ball is in the end, squared.</summary>
    [Differentiable]
    public static double Miss(double velocityX, double velocityY, [NoGradient] double drag, [NoGradient] double targetX, [NoGradient] double targetY)
    {
        Ball ball = new(0, 0, velocityX, velocityY);
        for (int i = 0; i < 1000; i++)
        {
            ball = ball.After(0.002, drag);
        }

        double dx = ball.X - targetX;
        double dy = ball.Y - targetY;
        return (dx * dx) + (dy * dy);
    }

    public static void Run()
    {
        double vx = 10;
        double vy = 10;
        for (int step = 0; step < 200; step++)
        {
            (double dVx, double dVy) = MissGradient(vx, vy, 0.01, 30, 2);
            vx -= 0.1 * dVx;
            vy -= 0.1 * dVy;
        }

        Console.WriteLine(Invariant($"simulation: throw with ({vx:F4}, {vy:F4}), misses by {Math.Sqrt(Miss(vx, vy, 0.01, 30, 2)):F6}"));
    }
}
