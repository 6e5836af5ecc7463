namespace SymDiff.Numeric.Tests;

/// <summary>Small methods over everything that straight-line code may contain, and a point at which each is smooth.</summary>
internal static class Formulas
{
    /// <summary>The point of each method, in the order of the methods.</summary>
    public static IReadOnlyDictionary<string, double[]> Points { get; } = new Dictionary<string, double[]>
    {
        // Operators.
        ["Identity"] = [0.7],
        ["Constant"] = [0.7],
        ["Sum"] = [0.7, 1.3],
        ["Difference"] = [0.7, 1.3],
        ["Product"] = [0.7, 1.3],
        ["Quotient"] = [0.7, 1.3],
        ["Negation"] = [0.7],
        ["Plus"] = [0.7],
        ["Cube"] = [0.7],
        ["AddZero"] = [0.7],
        ["TimesZero"] = [0.7, 1.3],
        ["Reciprocal"] = [0.7],
        ["Horner"] = [0.7],
        ["Associativity"] = [0.7, 1.3, -0.4],
        ["SameTwice"] = [0.7, 1.3],

        // Functions.
        ["OfSqrt"] = [0.7],
        ["OfPow"] = [0.7, 1.3],
        ["PowConstant"] = [0.7],
        ["PowSquare"] = [-0.7],
        ["PowHalf"] = [0.7],
        ["PowMinusOne"] = [-0.7],
        ["PowOfConstant"] = [0.7],
        ["OfExp"] = [0.7],
        ["OfLog"] = [0.7],
        ["OfSin"] = [0.7],
        ["OfCos"] = [0.7],
        ["OfTan"] = [0.7],
        ["OfTanh"] = [0.7],
        ["OfAbs"] = [-0.7],
        ["OfMax"] = [0.7, 1.3],
        ["OfMin"] = [0.7, 1.3],
        ["MaxOfConstant"] = [0.7],

        // Compositions.
        ["Sigmoid"] = [0.7],
        ["Softplus"] = [0.7],
        ["LogSumExp"] = [0.7, 1.3, -0.4],
        ["Gaussian"] = [0.7, 0.2, 1.3],
        ["Distance"] = [0.7, 1.3, -0.4, 0.2],
        ["Rosenbrock"] = [0.7, 1.3],
        ["Nested"] = [0.7, 1.3],
        ["Wave"] = [0.7, 1.3, 0.4],
        ["BlackScholesD1"] = [100, 95, 0.05, 0.2, 0.5],
        ["Softsign"] = [-0.7],
        ["Logistic"] = [0.7, 1.3],

        // Statements.
        ["Locals"] = [0.7, 1.3],
        ["Reassignment"] = [0.7, 1.3],
        ["ReassignedParameter"] = [0.7],
        ["Compound"] = [0.7, 1.3],
        ["CompoundWithItself"] = [0.7],
        ["Increments"] = [0.7],
        ["PostfixInExpression"] = [0.7],
        ["AssignmentInExpression"] = [0.7, 1.3],
        ["DeclaredFirst"] = [0.7, 1.3],
        ["DeclaredFirstAssignedInExpression"] = [0.7, 1.3],
        ["Shadows"] = [0.7, 1.3],
        ["Unused"] = [0.7, 1.3],

        // Branches.
        ["Choice"] = [0.7],
        ["ChoiceOtherwise"] = [-0.7],
        ["NestedChoice"] = [0.7, 1.3],
        ["Logic"] = [0.7, 1.3],
        ["RootOfNegative"] = [-0.7],
        ["RootBeforeBranch"] = [-0.7],
        ["ConditionHasNoDerivative"] = [0.7, 1.3],

        // Types and calls.
        ["IntegerFactor"] = [0.7, 3],
        ["IntegerLocal"] = [0.7],
        ["CastToInteger"] = [2.7],
        ["Inactive"] = [0.7, 1.3],
        ["Stopped"] = [0.7],
        ["Helper"] = [0.7, 1.3],
        ["HelperTwice"] = [0.7, 1.3],
        ["LocalFunction"] = [0.7, 1.3],
        ["NamedArguments"] = [0.7, 1.3],
        ["InstanceField"] = [0.7],
        ["StaticReadonly"] = [0.7],
    };

    /// <summary>Single precision, whose differences are too coarse to compare with.</summary>
    public static IReadOnlyDictionary<string, double[]> SinglePoints { get; } = new Dictionary<string, double[]>
    {
        ["SingleProduct"] = [0.75, 1.5],
        ["SingleFunctions"] = [0.75],
        ["MixedPrecision"] = [0.75, 1.25],
        ["RoundTrip"] = [0.7],
    };

    /// <summary>The methods.</summary>
    public const string Text = """
        public static partial class Operators
        {
            [Differentiable] public static Real Identity(Real x) => x;
            [Differentiable] public static Real Constant(Real x) => 2.5 + 0 * x;
            [Differentiable] public static Real Sum(Real x, Real y) => x + y;
            [Differentiable] public static Real Difference(Real x, Real y) => x - y;
            [Differentiable] public static Real Product(Real x, Real y) => x * y;
            [Differentiable] public static Real Quotient(Real x, Real y) => x / y;
            [Differentiable] public static Real Negation(Real x) => -x;
            [Differentiable] public static Real Plus(Real x) => +x;
            [Differentiable] public static Real Cube(Real x) => x * x * x;
            [Differentiable] public static Real AddZero(Real x) => x + 0.0;
            [Differentiable] public static Real TimesZero(Real x, Real y) => 0.0 * x + y;
            [Differentiable] public static Real Reciprocal(Real x) => 1 / x;
            [Differentiable] public static Real Horner(Real x) => ((2 * x - 3) * x + 0.5) * x - 1;
            [Differentiable] public static Real Associativity(Real x, Real y, Real z) => x - (y - z) - x / (y / z) * (x - y) * 2;
            [Differentiable] public static Real SameTwice(Real x, Real y) => (x + y) * (x + y) / (1 + (x + y));
        }

        public static partial class Functions
        {
            [Differentiable] public static Real OfSqrt(Real x) => Math.Sqrt(x);
            [Differentiable] public static Real OfPow(Real x, Real y) => Math.Pow(x, y);
            [Differentiable] public static Real PowConstant(Real x) => Math.Pow(x, 2.5);
            [Differentiable] public static Real PowSquare(Real x) => Math.Pow(x, 2);
            [Differentiable] public static Real PowHalf(Real x) => Math.Pow(x, 0.5);
            [Differentiable] public static Real PowMinusOne(Real x) => Math.Pow(x, -1);
            [Differentiable] public static Real PowOfConstant(Real x) => Math.Pow(2, x);
            [Differentiable] public static Real OfExp(Real x) => Math.Exp(x);
            [Differentiable] public static Real OfLog(Real x) => Math.Log(x);
            [Differentiable] public static Real OfSin(Real x) => Math.Sin(x);
            [Differentiable] public static Real OfCos(Real x) => Math.Cos(x);
            [Differentiable] public static Real OfTan(Real x) => Math.Tan(x);
            [Differentiable] public static Real OfTanh(Real x) => Math.Tanh(x);
            [Differentiable] public static Real OfAbs(Real x) => Math.Abs(x);
            [Differentiable] public static Real OfMax(Real x, Real y) => Math.Max(x, y);
            [Differentiable] public static Real OfMin(Real x, Real y) => Math.Min(x, y);
            [Differentiable] public static Real MaxOfConstant(Real x) => Math.Max(x, 0);
        }

        public static partial class Compositions
        {
            [Differentiable] public static Real Sigmoid(Real x) => 1 / (1 + Math.Exp(-x));
            [Differentiable] public static Real Softplus(Real x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

            [Differentiable]
            public static Real LogSumExp(Real x, Real y, Real z)
            {
                Real most = Math.Max(x, Math.Max(y, z));
                return most + Math.Log(Math.Exp(x - most) + Math.Exp(y - most) + Math.Exp(z - most));
            }

            [Differentiable]
            public static Real Gaussian(Real x, Real mean, Real deviation)
            {
                Real t = (x - mean) / deviation;
                return Math.Exp(-0.5 * t * t) / (deviation * Math.Sqrt(2 * Math.PI));
            }

            [Differentiable]
            public static Real Distance(Real x0, Real y0, Real x1, Real y1)
            {
                Real dx = x1 - x0;
                Real dy = y1 - y0;
                return Math.Sqrt(dx * dx + dy * dy);
            }

            [Differentiable] public static Real Rosenbrock(Real x, Real y) => Math.Pow(1 - x, 2) + 100 * Math.Pow(y - x * x, 2);
            [Differentiable] public static Real Nested(Real x, Real y) => Math.Sin(Math.Exp(Math.Cos(x * y)) / Math.Log(2 + x));
            [Differentiable] public static Real Wave(Real amplitude, Real frequency, Real time) => amplitude * Math.Sin(2 * Math.PI * frequency * time);

            [Differentiable]
            public static Real BlackScholesD1(Real spot, Real strike, Real rate, Real volatility, Real time) =>
                (Math.Log(spot / strike) + (rate + volatility * volatility / 2) * time) / (volatility * Math.Sqrt(time));

            [Differentiable] public static Real Softsign(Real x) => x / (1 + Math.Abs(x));
            [Differentiable] public static Real Logistic(Real x, Real y) => -y * Math.Log(1 / (1 + Math.Exp(-x))) - (1 - y) * Math.Log(1 - 1 / (1 + Math.Exp(-x)));
        }

        public static partial class Statements
        {
            [Differentiable] public static Real Locals(Real x, Real y) { Real z = x * y, w = z + x; var v = Math.Sin(w); return v * z; }
            [Differentiable] public static Real Reassignment(Real x, Real y) { Real z = x; z = z * y; z = z + Math.Sin(z); return z * x; }
            [Differentiable] public static Real ReassignedParameter(Real x) { x = x * x; x = Math.Sin(x); return x; }
            [Differentiable] public static Real Compound(Real x, Real y) { Real z = 1; z += x; z *= y; z -= x * y; z /= 1 + y; return z; }
            [Differentiable] public static Real CompoundWithItself(Real x) { x *= x; x += x; x *= x; return x; }
            [Differentiable] public static Real Increments(Real x) { x++; ++x; Real y = x * x; y--; --y; return y * x; }
            [Differentiable] public static Real PostfixInExpression(Real x) { Real y = x++ * x; return y + x-- * --x; }
            [Differentiable] public static Real AssignmentInExpression(Real x, Real y) { Real z = 0; Real w = x + (z = x * y) * z; return w + (x = y) * x; }
            [Differentiable] public static Real DeclaredFirst(Real x, Real y) { Real z, w; z = x * y; w = z; return w * z; }
            [Differentiable] public static Real DeclaredFirstAssignedInExpression(Real x, Real y) { Real z; Real w = x + (z = x * y) * z; return w * z; }
            [Differentiable] public static Real Shadows(Real x, Real y) { { Real t = x * y; x = t; } { Real t = x + y; y = t; } return x * y; }
            [Differentiable] public static Real Unused(Real x, Real y) { Real z = Math.Exp(x) / y; z = x; return z * y; }
        }

        public static partial class Branches
        {
            [Differentiable] public static Real Choice(Real x) => x > 0 ? Math.Sin(x) : x * x;
            [Differentiable] public static Real ChoiceOtherwise(Real x) => x > 0 ? Math.Sin(x) : x * x;
            [Differentiable] public static Real NestedChoice(Real x, Real y) => x > y ? x * x : y > 1 ? x * y * y : y;
            [Differentiable] public static Real Logic(Real x, Real y) => (x > 0 && !(y < 1)) || x == 5 ? x * y : x / y;
            [Differentiable] public static Real RootOfNegative(Real x) => x > 0 ? Math.Sqrt(x) : 0;
            [Differentiable] public static Real RootBeforeBranch(Real x) { Real r = Math.Sqrt(x); return x > 0 ? r : 0; }
            [Differentiable] public static Real ConditionHasNoDerivative(Real x, Real y) { bool isLess = x * x < y; Real z = isLess ? x : y; return z * y; }
        }

        public partial class Calls
        {
            private const double Factor = 1.5;
            private static readonly double Offset = 0.25;
            private readonly double _scale = 3;

            [Differentiable] public static Real IntegerFactor(Real x, int n) => n * x * n;
            [Differentiable] public static Real IntegerLocal(Real x) { int n = 2; n++; n *= 2; return x * n + (Real)(n / 4); }
            [Differentiable] public static Real CastToInteger(Real x) { int n = (int)x; return x * n; }
            [Differentiable] public static Real Inactive(Real x, [NoGradient] Real y) => x * y + y;
            [Differentiable] public static Real Helper(Real x, Real y) => Scaled(x, y) + Scaled(y, 2);
            [Differentiable] public static Real HelperTwice(Real x, Real y) => Scaled(Scaled(x, y), Scaled(y, x));
            [Differentiable] public static Real LocalFunction(Real x, Real y) { return Twice(x) * Twice(Twice(y)); static Real Twice(Real t) => t + t * t; }
            [Differentiable] public static Real NamedArguments(Real x, Real y) => Scaled(by: x * x, value: y);
            [Differentiable] public Real InstanceField(Real x) => _scale * x * x;
            [Differentiable] public static Real StaticReadonly(Real x) => Offset + Factor * x * x;

            private static Real Scaled(Real value, Real by) { Real t = value * by; t += value; return t * Factor; }
        }

        public static partial class Stops
        {
            [Differentiable] public static Real Stopped(Real x) => x * Differential.StopGradient(x * x);
        }

        public static partial class Singles
        {
            [Differentiable] public static Real32 SingleProduct(Real32 x, Real32 y) => x * y + 0.1f * x / y - -y;
            [Differentiable] public static Real32 SingleFunctions(Real32 x) => MathF.Sin(x) * MathF.Exp(-x) + MathF.Pow(x, 2.5f) / MathF.Sqrt(x);
            [Differentiable] public static Real MixedPrecision(Real32 x, Real y) { Real32 z = (Real32)(x * y); return Math.Sin(y * z) + z; }
            [Differentiable] public static Real RoundTrip(Real x) => (Real)(Real32)(x * x) * x;
        }
        """;
}
