namespace SymDiff.Numeric.Tests.Programs;

/// <summary>Programs that have to keep something, and programs that need not.</summary>
internal static class StoragePrograms
{
    public const string Source = """
        using System;
        using SymDiff;

        public static partial class Storing
        {
            private static readonly InvalidOperationException Stopped = new("stopped");

            [Differentiable]
            public static double Known(double x, int n)
            {
                double t = x;
                for (int i = 0; i < n; i++) { t = Math.Sin(t) + x * 0.1; }
                return t;
            }

            [Differentiable]
            public static double Unknown(double x, int n)
            {
                double t = x;
                int i = 0;
                while (i < n) { t = Math.Sin(t) + x * 0.1; i += t > 5 ? 2 : 1; }
                return t;
            }

            [Differentiable]
            public static double Nested(double x, int n)
            {
                double t = x;
                for (int i = 0; i < n; i++)
                {
                    int j = i % 7;
                    while (j > 0) { t = Math.Sin(t) + x * 0.1; j -= t > 5 ? 2 : 1; }
                }
                return t;
            }

            [Differentiable]
            public static double KnownThrowing(double x, int n)
            {
                double t = x;
                for (int i = 0; i < n; i++)
                {
                    t = Math.Sin(t) + x * 0.1;
                    if (i == n - 1) { throw Stopped; }
                }
                return t;
            }

            [Differentiable]
            public static double UnknownThrowing(double x, int n)
            {
                double t = x;
                int i = 0;
                while (true)
                {
                    t = Math.Sin(t) + x * 0.1;
                    i += t > 5 ? 2 : 1;
                    if (i >= n) { throw Stopped; }
                    if (t > 100) { break; }
                }
                return t;
            }

            [Differentiable]
            public static double Deep(double x, int n) => n == 0 ? x : Math.Sin(Deep(x, n - 1)) + x * 0.1;

            [Differentiable]
            public static double DeepThrowing(double x, int n)
            {
                if (n == 0) { throw Stopped; }
                return Math.Sin(DeepThrowing(x * 1.0001, n - 1)) * x;
            }
        }
        """;
}
