// Names chosen to break emitted code, in C# 7.3. What is written here is not the point, so nothing is said about it; what is emitted for it must be clean.
#pragma warning disable

namespace X.System
{
    public class Math { }
    public class Double { }
    public class MathF { }
    public class ObsoleteAttribute { }
    public class SymDiff { }
}

namespace X
{
    public class Math { }
    public class CodeDom { }
    public class ValueTuple { }
    public class Differential { }

    public static partial class Names
    {
        [global::SymDiff.Differentiable]
        public static double Keywords(double @class, double @event, double @double, double @return)
        {
            double @namespace = @class * @event;
            return global::System.Math.Sin(@namespace) * @double / @return;
        }

        [global::SymDiff.Differentiable]
        public static double LikeOurs(double x, double dX, double cotangent, double tX, double value, double gradient, double tangent)
        {
            double product = x * dX;
            double sin = global::System.Math.Sin(product);
            double xBar = sin * cotangent;
            double xDot = xBar + tX * value;
            double dProduct = xDot * gradient;
            return dProduct * tangent;
        }

        [global::SymDiff.Differentiable]
        public static double ReservedElements(double Item1, double Rest, double item2, double toString)
        {
            return Item1 * Rest * item2 * toString;
        }

        [global::SymDiff.Differentiable]
        public static double Case(double a, double A)
        {
            return a * A;
        }

        [global::SymDiff.Differentiable]
        public static double Überladung(double größe, double 名前)
        {
            return größe * 名前;
        }

        [global::SymDiff.Differentiable]
        public static double Longeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee(double LongeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeParameter)
        {
            return LongeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeParameter * LongeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeParameter;
        }

        [global::SymDiff.Differentiable]
        public static double LongeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeToo(double LongeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeParameter)
        {
            return LongeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeParameter * LongeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeParameter;
        }
    }

    public static partial class Overloads
    {
        [global::SymDiff.Differentiable]
        public static double F(double x) { return x * x; }

        [global::SymDiff.Differentiable]
        public static double F(double x, int n) { return x * n; }

        [global::SymDiff.Differentiable]
        public static float F(float x) { return x * x; }

        [global::SymDiff.Differentiable]
        public static double F<T>(double x, [global::SymDiff.NoGradient] T data) { return x + x; }
    }

    public partial class Outer<T> where T : class
    {
        public partial struct Inner<@int>
        {
            [global::SymDiff.Differentiable]
            internal double Instance(double x) { return x * x; }

            [global::SymDiff.Differentiable]
            private static double Hidden(double x, double y) { return x / y; }

            public double Use() { return HiddenGradient(1, 2).x; }
        }
    }

    public partial class @class
    {
        [global::SymDiff.Differentiable]
        protected internal double @new(double @this) { return @this * @this; }
    }

    [global::SymDiff.ParameterSet]
    public partial class @struct
    {
        public double[] @class = { 1 }, other, zero, block, count, index, destination, source, same, nameof, W__Field;
        public double scale, @event;
        public double[][] rows;
        public @ref[] array;
        public @ref nested;
        public double[] Length { get; set; }
        public string System, global;
    }

    [global::SymDiff.ParameterSet]
    public sealed partial class @params
    {
        public double[] @class = { 1 }, value, m, dM, dThis, cotangent, SetArguments;
        public double scale, @event, M, @this;
        public double[][] rows;
        public @ref nested;
        public string System, global, SymDiff;
        public int Length;

        [global::SymDiff.Differentiable(global::SymDiff.Derivatives.All)]
        public double F(double dClass, double[] scale, @params dThis)
        {
            double value = @class[0] * this.scale + rows[0][0] * M + nested.other[0] * @this;
            return value * dClass * scale[0] * dThis.@event * Length;
        }
    }

    public static partial class SetNames
    {
        [global::SymDiff.Differentiable(global::SymDiff.Derivatives.All)]
        public static double F(@params @class, @ref dClass, double value, @params @this)
        {
            return @class.@class[0] * dClass.other[0] * value * @this.scale * @class.nested.scale;
        }

        [global::SymDiff.Differentiable(global::SymDiff.Derivatives.All)]
        public static double[] G(@params jacobian)
        {
            return new double[] { jacobian.scale, jacobian.value[0] * jacobian.rows[0][0] };
        }
    }

    [global::SymDiff.ParameterSet]
    public partial class Derived : @struct
    {
        public double[] value;
        public new double[] index;
        private new object MemberwiseClone() { return null; }
    }

    [global::SymDiff.ParameterSet]
    public sealed partial class Last : Derived
    {
        public float Math() { return 1; }
    }

    [global::SymDiff.ParameterSet]
    public partial struct @ref
    {
        public double[] other;
        public double scale;
        public double[] set { get; set; }
    }
}
