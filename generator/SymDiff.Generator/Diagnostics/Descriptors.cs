using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SymDiff.Generator.Diagnostics;

/// <summary>Every diagnostic of SymDiff: SD0xxx wrong use, SD1xxx not in the language, SD2xxx suspicious.</summary>
internal static class Descriptors
{
    /// <summary>A containing type is not partial. Property <see cref="TypeProperty"/> names it for the code fix.</summary>
    public static readonly DiagnosticDescriptor NotPartial = Error(
        Fixable.NotPartial, "Containing type is not partial",
        "cannot differentiate '{0}', because its containing type '{1}' is not partial; add the partial modifier to every declaration of '{1}'");

    /// <summary>Nothing to differentiate with respect to.</summary>
    public static readonly DiagnosticDescriptor NoActiveParameter = Error(
        "SD0002", "No active parameter",
        "cannot differentiate '{0}', because no parameter of it is active; give it a double or float parameter without [NoGradient]");

    /// <summary>The result carries no derivative.</summary>
    public static readonly DiagnosticDescriptor ResultNotDifferentiable = Error(
        "SD0003", "Result is not differentiable",
        "cannot differentiate '{0}', because its result type '{1}' is {2}; return numbers of double or float, in an array or a struct perhaps, or mark a buffer that it writes [Output]");

    /// <summary>The name of an emitted method is in use.</summary>
    public static readonly DiagnosticDescriptor NameTaken = Error(
        "SD0004", "Name of a derivative method is taken",
        "cannot differentiate '{0}', because the name of its derivative method '{1}' is already taken by {2}; rename one of them");

    /// <summary>Two marked methods would emit the same method.</summary>
    public static readonly DiagnosticDescriptor EmittedCollision = Error(
        "SD0005", "Derivative methods of two marked methods collide",
        "cannot differentiate '{0}', because its derivative method '{1}' has the same parameters as one emitted for '{2}'; rename one of the two methods");

    /// <summary>A buffer attribute stands where it means nothing.</summary>
    public static readonly DiagnosticDescriptor BufferAttributeMisplaced = Error(
        Fixable.BufferAttributeMisplaced, "Buffer attribute misplaced",
        "cannot differentiate '{0}', because [{1}] stands on parameter '{2}', which {3}; remove the attribute");

    /// <summary>A requested form that does not apply.</summary>
    public static readonly DiagnosticDescriptor FormCannotApply = Error(
        "SD0007", "Derivative form cannot apply",
        "cannot emit the form '{1}' of '{0}', because {2}; remove it from the attribute");

    /// <summary>A method that derived types may replace.</summary>
    public static readonly DiagnosticDescriptor VirtualMethod = Error(
        "SD0008", "Virtual method",
        "cannot differentiate '{0}', because it is {1} and the derivative would not follow an override; seal the method or its type, or move the formula into a method that is not virtual");

    /// <summary>A member that is no ordinary method.</summary>
    public static readonly DiagnosticDescriptor NotOrdinaryMethod = Error(
        "SD0009", "Not an ordinary method",
        "cannot differentiate '{0}', because it is {1}; move the formula into an ordinary method and mark that");

    /// <summary>A type that no other file can extend.</summary>
    public static readonly DiagnosticDescriptor FileLocalType = Error(
        "SD0010", "File-local type",
        "cannot differentiate '{0}', because its containing type '{1}' is file-local and the emitted file cannot extend it; remove the file modifier");

    /// <summary>A marked local function or lambda.</summary>
    public static readonly DiagnosticDescriptor LocalFunction = Error(
        Fixable.LocalFunction, "Local function",
        "cannot differentiate '{0}', because it is {1} and nothing can be emitted beside it; move it into a type: static partial class Functions {{ [Differentiable] public static {2} }}");

    /// <summary>async, iterator, unsafe, extern, without a body.</summary>
    public static readonly DiagnosticDescriptor UnsupportedMethodKind = Error(
        "SD0012", "Unsupported kind of method",
        "cannot differentiate '{0}', because it is {1}; mark a plain method with a body");

    /// <summary>A parameter whose reals would silently be constants.</summary>
    public static readonly DiagnosticDescriptor UnsupportedParameterType = Error(
        "SD0013", "Parameter type is not supported",
        "cannot differentiate '{0}', because the type '{2}' of parameter '{1}' {3}; pass its numbers as double or float parameters, or mark the parameter [NoGradient] to make it a constant");

    /// <summary>A ref or out parameter.</summary>
    public static readonly DiagnosticDescriptor ByReferenceParameter = Error(
        "SD0014", "Parameter passed by reference",
        "cannot differentiate '{0}', because parameter '{1}' is passed by {2} and {3}; pass it by value or by 'in' and return the result");

    /// <summary>The project's default names something that is no form.</summary>
    public static readonly DiagnosticDescriptor UnknownDefault = Error(
        "SD0015", "SymDiffDefaultDerivatives is not understood",
        "cannot use the MSBuild property SymDiffDefaultDerivatives, because '{0}' is no available form; use names of Derivatives separated by commas, such as Default, Jvp, Hessian");

    /// <summary>A number of snapshots that means nothing.</summary>
    public static readonly DiagnosticDescriptor CheckpointCannotApply = Error(
        "SD0016", "Checkpoint cannot apply",
        "cannot apply 'Checkpoint = {1}' to '{0}', because {2}; give the number of snapshots, from 1, of a method with a loop, or leave it out");

    /// <summary>A gradient that costs more than it may, or a limit that means nothing.</summary>
    public static readonly DiagnosticDescriptor OperationRatioNotKept = Error(
        "SD0034", "MaxOperationRatio is not kept",
        "cannot hold '{0}' to 'MaxOperationRatio = {1}', because {2}; {3}");

    /// <summary>A parameter with which samples cannot run on several threads.</summary>
    public static readonly DiagnosticDescriptor NotForSamples = Error(
        "SD0035", "Samples cannot be spread over threads",
        "cannot emit the form 'SumGradient' of '{0}', because parameter '{1}' {2}; {3}");

    /// <summary>State of a set of parameters that would silently be a constant, or that cannot be handed on.</summary>
    public static readonly DiagnosticDescriptor ParameterSetNotSupported = Error(
        "SD0017", "Parameter set cannot be differentiated by",
        "cannot differentiate '{0}', because {1}; {2}");

    /// <summary>A type that nothing can be added to. Property <see cref="TypeProperty"/> names it for the code fix.</summary>
    public static readonly DiagnosticDescriptor SetNotPartial = Error(
        Fixable.SetNotPartial, "Parameter set is not partial",
        "cannot make '{0}' a parameter set, because the type '{1}' is not partial; add the partial modifier to every declaration of '{1}'");

    /// <summary>A kind of type, or one with members, that cannot be a set.</summary>
    public static readonly DiagnosticDescriptor SetKindNotSupported = Error(
        "SD0019", "Type cannot be a parameter set",
        "cannot make '{0}' a parameter set, because {1}; {2}");

    /// <summary>A set without state.</summary>
    public static readonly DiagnosticDescriptor SetIsEmpty = Error(
        "SD0028", "Parameter set has no parameters",
        "cannot make '{0}' a parameter set, because it has no parameters, so that their type is not known; give it a field of real numbers, or let it implement IParameterSet<{0}, T> by name");

    /// <summary>Numbers of several types.</summary>
    public static readonly DiagnosticDescriptor SetIsMixed = Error(
        "SD0029", "Parameter set mixes scalar types",
        "cannot make '{0}' a parameter set, because '{1}' is of '{2}' and what stands before it is of '{3}'; use one type for all, or mark '{1}' [NoGradient] to make it a constant");

    /// <summary>State that would silently be a constant.</summary>
    public static readonly DiagnosticDescriptor SetStateNotSupported = Error(
        "SD0030", "State of a parameter set is not supported",
        "cannot make '{0}' a parameter set, because its member '{1}' of the type '{2}' {3}; hold the numbers in numbers, arrays, T[,], T[][], sets or arrays of sets, or mark '{1}' [NoGradient] to make it a constant");

    /// <summary>State that cannot be given a value or a view.</summary>
    public static readonly DiagnosticDescriptor SetStateNotWritable = Error(
        "SD0031", "State of a parameter set cannot be written",
        "cannot make '{0}' a parameter set, because its member '{1}' {2}; {3}");

    /// <summary>State without an order.</summary>
    public static readonly DiagnosticDescriptor SetStateIsSpread = Error(
        "SD0032", "State of a parameter set is spread over several declarations",
        "cannot make '{0}' a parameter set, because '{1}' stands in another partial declaration than the members before it, so that their order depends on the order of files; move all members with parameters into one declaration");

    /// <summary>State above or below a set that is no part of it.</summary>
    public static readonly DiagnosticDescriptor SetInheritance = Error(
        "SD0033", "State beside a parameter set in its inheritance",
        "cannot make '{0}' a parameter set, because {1}; {2}");

    /// <summary>A registration names a method that does not exist.</summary>
    public static readonly DiagnosticDescriptor RegistrationTargetNotFound = Error(
        "SD0020", "Registered derivative of a method that does not exist",
        "cannot register '{0}', because {1}; name a type and one of its methods");

    /// <summary>A registration whose parameters are those of no overload.</summary>
    public static readonly DiagnosticDescriptor RegistrationFitsNothing = Error(
        "SD0021", "Registered derivative fits no overload",
        "cannot register '{0}', because no overload of '{1}' has its parameters; take the parameters of the target in order, by value, {2}");

    /// <summary>A registration that fits several overloads.</summary>
    public static readonly DiagnosticDescriptor RegistrationAmbiguous = Error(
        "SD0022", "Registered derivative is ambiguous",
        "cannot register '{0}', because it fits both '{1}' and '{2}'; change its parameters so that it fits one of them");

    /// <summary>A registration with the wrong result or the wrong further parameters.</summary>
    public static readonly DiagnosticDescriptor RegistrationSignature = Error(
        "SD0023", "Registered derivative has the wrong signature",
        "cannot register '{0}' for '{1}', because {2}; change its signature");

    /// <summary>A registered method that emitted code could not call.</summary>
    public static readonly DiagnosticDescriptor RegisteredMethodUnusable = Error(
        "SD0024", "Registered derivative cannot be called",
        "cannot register '{0}', because {1}; register a static method that is accessible in the whole project, in a type that is not generic");

    /// <summary>Two registrations for one target.</summary>
    public static readonly DiagnosticDescriptor RegistrationDuplicate = Error(
        "SD0025", "Derivative is registered twice",
        "cannot register '{0}' for '{1}', because '{2}' is registered for it too; remove one of the registrations");

    /// <summary>A target that cannot have a registered derivative.</summary>
    public static readonly DiagnosticDescriptor RegistrationTargetUnsupported = Error(
        "SD0026", "Derivative of this method cannot be registered",
        "cannot register '{0}', because its target '{1}' {2}; {3}");

    /// <summary>A fault of SymDiff itself.</summary>
    public static readonly DiagnosticDescriptor InternalFault = Error(
        "SD0901", "Internal error",
        "cannot differentiate '{0}', because SymDiff itself failed in its pass '{1}' ({2}); please report it with the method's source");

    /// <summary>A statement without a case.</summary>
    public static readonly DiagnosticDescriptor StatementNotSupported = Error(
        "SD1001", "Statement is not in the language",
        "cannot differentiate this statement, because {0} not supported; {1}");

    /// <summary>An expression without a case.</summary>
    public static readonly DiagnosticDescriptor ExpressionNotSupported = Error(
        Fixable.ExpressionNotSupported, "Expression is not in the language",
        "cannot differentiate '{0}', because {1} not supported; {2}");

    /// <summary>A call that nothing is known of, with an active argument.</summary>
    public static readonly DiagnosticDescriptor CallNotDifferentiable = Error(
        Fixable.CallNotDifferentiable, "Call with an active argument and no derivative",
        "cannot differentiate the call '{0}', because its argument depends on an active parameter and {1}; {2}");

    /// <summary>A function of the platform that has no rule yet.</summary>
    public static readonly DiagnosticDescriptor NoRuleYet = Error(
        Fixable.NoRuleYet, "No derivative known yet",
        "cannot differentiate '{0}', because no derivative is known yet for '{1}'; write it in terms of supported functions, or pass Differential.StopGradient(...) if it is a constant");

    /// <summary>An active value goes where its derivative would be lost.</summary>
    public static readonly DiagnosticDescriptor ActiveValueLost = Error(
        Fixable.ActiveValueLost, "Active value stored where its derivative is lost",
        "cannot differentiate '{0}', because it stores a value that depends on an active parameter in {1}, where its derivative would be lost; {2}");

    /// <summary>A store to anything that is no local variable.</summary>
    public static readonly DiagnosticDescriptor StoreNotSupported = Error(
        "SD1006", "Store is not in the language",
        "cannot differentiate '{0}', because writing to {1} is not supported; write to a local variable");

    /// <summary>decimal, Half and their like.</summary>
    public static readonly DiagnosticDescriptor NumberTypeNotSupported = Error(
        "SD1007", "Number type is not supported",
        "cannot differentiate '{0}', because the number type '{1}' is not supported; compute in double or float");

    /// <summary>A user-defined operator or conversion.</summary>
    public static readonly DiagnosticDescriptor UserDefinedOperator = Error(
        "SD1008", "User-defined operator or conversion",
        "cannot differentiate '{0}', because it uses an operator or a conversion that a type defines, and these are read only where their source is in the project and they take or give structs of real numbers; call a static method, or compute with double or float");

    /// <summary>A method that calls itself.</summary>
    public static readonly DiagnosticDescriptor Recursion = Error(
        "SD1009", "Recursion",
        "cannot differentiate the call '{0}', because '{1}' calls itself, directly or through others, and is no method that takes numbers, structs, arrays and spans by value, returns numbers, a struct or nothing and has only scalars for type parameters; make it such a method");

    /// <summary>A helper whose source cannot stand in the caller.</summary>
    public static readonly DiagnosticDescriptor CannotInline = Error(
        Fixable.CannotInline, "Helper cannot be read",
        "cannot differentiate the call '{0}', because {1}; {2}");

    /// <summary>Something the emitted methods may not mention.</summary>
    public static readonly DiagnosticDescriptor Inaccessible = Error(
        "SD1011", "Not accessible from the emitted method",
        "cannot differentiate '{0}', because '{1}' is not accessible from '{2}', where the derivative is emitted; make it internal, or pass its value as a parameter");

    /// <summary>A store to a buffer that the declaration says is read only.</summary>
    public static readonly DiagnosticDescriptor InputIsWritten = Error(
        Fixable.InputIsWritten, "Input buffer is written",
        "cannot differentiate '{0}', because it writes to '{1}', which is an input; mark the parameter [InOut], [Output] or [Scratch]");

    /// <summary>A loop that cannot be run again from a snapshot.</summary>
    public static readonly DiagnosticDescriptor LoopNotCheckpointed = Error(
        "SD1013", "Loop cannot be reversed from snapshots",
        "cannot reverse a loop of '{0}' from snapshots, because it {1}; move that out of the loop, or leave out Checkpoint to record every iteration");

    /// <summary>A derivative needs a member that a type parameter has no constraint for.</summary>
    public static readonly DiagnosticDescriptor ConstraintMissing = Error(
        "SD1014", "Derivative needs a constraint that the type parameter lacks",
        "cannot differentiate '{0}', because its derivative needs {1}, which the constraints of '{2}' do not give; add the constraint {3}");

    /// <summary>An emitted method whose derivative cannot be had where it is called.</summary>
    public static readonly DiagnosticDescriptor NestedDerivative = Error(
        "SD1015", "Derivative cannot be differentiated where it is called",
        "cannot differentiate the call '{0}' of an emitted method, because {1}; write the derivative out, or register one for it");

    /// <summary>An active value where a registration has no derivative.</summary>
    public static readonly DiagnosticDescriptor ActiveArgumentOfConstant = Error(
        Fixable.ActiveArgumentOfConstant, "Active argument for a constant parameter",
        "cannot differentiate '{0}', because '{1}' of '{2}' depends on an active parameter and is a constant there, marked [NoGradient] or without a registered derivative; remove the mark, register the derivative with respect to it too, or pass Differential.StopGradient(...)");

    /// <summary>A form of second order needs what nobody registered.</summary>
    public static readonly DiagnosticDescriptor NoHigherOrder = Error(
        Fixable.NoHigherOrder, "Registered derivative has no derivative",
        "cannot emit the form '{1}' of '{0}', because it needs the derivative of '{2}', which is not known; mark '{2}' [Differentiable] or register a derivative for it, as far as it gives one number, or leave the form out");

    /// <summary>Which entries of a Jacobian or a Hessian may differ from zero depends on values.</summary>
    public static readonly DiagnosticDescriptor PatternNotStatic = Error(
        "SD1022", "Pattern of a sparse derivative depends on active values",
        "cannot emit the form 'Sparse{3}' of '{0}', because {1}, so that the pattern of the {3} is not the same for all values; compute that of inactive parameters, or ask for '{3}'");

    /// <summary>An active parameter that does not matter.</summary>
    public static readonly DiagnosticDescriptor DoesNotDepend = Warning(
        Fixable.DoesNotDepend, "Result does not depend on a parameter",
        "The result of '{0}' does not depend on parameter '{1}' in a differentiable way, so that derivative is always zero; use the parameter, or mark it [NoGradient]");

    /// <summary>Rounding, a sign or a cast to an integer cuts the derivative.</summary>
    public static readonly DiagnosticDescriptor StepFunction = Warning(
        Fixable.StepFunction, "Active value passes through a step function",
        "'{0}' is a step function of a value that depends on an active parameter ({1}) and reaches the result in no other way, so its derivative is zero almost everywhere; leave the value as it is, or write Differential.StopGradient(...) to say that this is meant");

    /// <summary>Equality of active values.</summary>
    public static readonly DiagnosticDescriptor ActiveEquality = Warning(
        Fixable.ActiveEquality, "Equality of active values",
        "The comparison '{0}' is between values that depend on active parameters, and the derivative follows only the branch taken; compare with a tolerance, or write Differential.StopGradient(...) to say that this is meant");

    /// <summary>A span without an attribute that is an output by what is done with it.</summary>
    public static readonly DiagnosticDescriptor OnlyWritten = Warning(
        Fixable.OnlyWritten, "Span is never read before it is written",
        "Parameter '{1}' of '{0}' is never read before it is written, so that its initial content is no input; mark it [Output], or [InOut] to say that it is meant as it is");

    /// <summary>A division of integers whose fraction an active value lacks.</summary>
    public static readonly DiagnosticDescriptor IntegerDivision = Warning(
        Fixable.IntegerDivision, "Integer division meets active values",
        "'{0}' divides integers, so that its fraction is lost before it meets a value that depends on an active parameter; divide real numbers, as in 1 / 2.0, or write a cast, as in (double)(n / 2), to say that this is meant");

    /// <summary>A loop that keeps values and has no bound.</summary>
    public static readonly DiagnosticDescriptor EndlessRecord = Warning(
        "SD2006", "Loop keeps values without bound",
        "The loop keeps {1} bytes in each turn for the derivative of '{0}': {2}, and only real numbers end it; "
        + "count its turns up to a largest number, or ask for snapshots by [Differentiable(Checkpoint = 100)]");

    /// <summary>What a gradient costs; off by default.</summary>
    public static readonly DiagnosticDescriptor Cost = Make(
        "SD3001", "Cost of a gradient",
        "The gradient of '{0}' takes {1} operations for {2} of the method{4}, {3} times as many, and {5}", DiagnosticSeverity.Info);

    /// <summary>The property of <see cref="NotPartial"/> that holds the documentation id of the type.</summary>
    public const string TypeProperty = "Type";

    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<DiagnosticDescriptor> All = ImmutableArray.Create(
        NotPartial,
        NoActiveParameter,
        ResultNotDifferentiable,
        NameTaken,
        EmittedCollision,
        BufferAttributeMisplaced,
        FormCannotApply,
        VirtualMethod,
        NotOrdinaryMethod,
        FileLocalType,
        LocalFunction,
        UnsupportedMethodKind,
        UnsupportedParameterType,
        ByReferenceParameter,
        UnknownDefault,
        CheckpointCannotApply,
        OperationRatioNotKept,
        NotForSamples,
        ParameterSetNotSupported,
        SetNotPartial,
        SetKindNotSupported,
        SetIsEmpty,
        SetIsMixed,
        SetStateNotSupported,
        SetStateNotWritable,
        SetStateIsSpread,
        SetInheritance,
        RegistrationTargetNotFound,
        RegistrationFitsNothing,
        RegistrationAmbiguous,
        RegistrationSignature,
        RegisteredMethodUnusable,
        RegistrationDuplicate,
        RegistrationTargetUnsupported,
        InternalFault,
        StatementNotSupported,
        ExpressionNotSupported,
        CallNotDifferentiable,
        NoRuleYet,
        ActiveValueLost,
        StoreNotSupported,
        NumberTypeNotSupported,
        UserDefinedOperator,
        Recursion,
        CannotInline,
        Inaccessible,
        InputIsWritten,
        LoopNotCheckpointed,
        ConstraintMissing,
        NestedDerivative,
        ActiveArgumentOfConstant,
        NoHigherOrder,
        PatternNotStatic,
        DoesNotDepend,
        StepFunction,
        ActiveEquality,
        OnlyWritten,
        IntegerDivision,
        EndlessRecord,
        Cost);

    private static DiagnosticDescriptor Error(string id, string title, string message) => Make(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title, string message) => Make(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Make(string id, string title, string message, DiagnosticSeverity severity) => new(
        id, title, message, "SymDiff", severity, isEnabledByDefault: severity != DiagnosticSeverity.Info,
        helpLinkUri: $"https://github.com/symdiff/symdiff/blob/main/docs/diagnostics/{id}.md");
}
