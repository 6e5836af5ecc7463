using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SymDiff.Generator.Frontend;

/// <summary>How messages call what is not in the language, and what to do instead.</summary>
internal static class Description
{
    /// <summary>An expression: "what is", and what to write instead.</summary>
    public static (string What, string Instead) OfExpression(IOperation operation) => operation switch
    {
        IAnonymousFunctionOperation or IDelegateCreationOperation or IMethodReferenceOperation or { Type.TypeKind: Microsoft.CodeAnalysis.TypeKind.Delegate } => ("this use of a lambda, method group or delegate is", "pass it to a method of this project, or keep it in a local variable that is assigned once"),
        IPatternOperation or IPropertySubpatternOperation or ICaseClauseOperation or IIsPatternOperation or IIsTypeOperation => ("this pattern is", "use comparisons"),
        IArrayCreationOperation => ("this array (of several dimensions, or of a type that cannot be named) is", "use arrays of one dimension, or local variables"),
        ITupleOperation or IDeconstructionAssignmentOperation => ("this use of a tuple is", "use one local variable a number"),
        IObjectCreationOperation => ("making an object in this way (by reference, with calls in the initializer of what is set once, or of a type that cannot be named) is", "compute its parts before, or pass the object as a [NoGradient] parameter"),
        IAwaitOperation => ("await is", "await before calling this method"),
        ICoalesceOperation or IConditionalAccessOperation or ICoalesceAssignmentOperation => ("this null operator is", "pass a value that is not null"),
        IInterpolatedStringOperation => ("this interpolated string is", "use one of type string"),
        IParameterReferenceOperation => ("this use of a parameter is (a parameter of the type's primary constructor, perhaps)", "copy it into a readonly field"),
        ILocalReferenceOperation => ("this use of a variable is", "assign it on the way to this place"),
        IDynamicInvocationOperation or IDynamicMemberReferenceOperation => ("dynamic is", "use static types"),
        ILiteralOperation => ("null is", "use a value that is not null"),
        IBinaryOperation or IUnaryOperation => ("this operator on these types is", "use arithmetic of double or float"),
        IConversionOperation => ("this conversion is", "convert between number types only"),
        _ => ("this kind of expression (" + operation.Kind + ") is", "use arithmetic, ?:, and calls to Math or to your own methods"),
    };

    /// <summary>A statement: "what is", and what to write instead.</summary>
    public static (string What, string Instead) OfStatement(IOperation operation) => operation switch
    {
        IForEachLoopOperation => ("loops over this kind of collection are", "loop over an array, a list or another sequence, with one variable"),
        ILoopOperation => ("this kind of loop is", "use for, while, do or foreach"),
        ISwitchOperation => ("a switch with labels beside its default one, or a guard there, is", "write the default section last, alone"),
        ITryOperation => ("try statements are", "handle exceptions outside this method"),
        IUsingOperation or IUsingDeclarationOperation => ("using statements are", "acquire resources outside this method"),
        ILockOperation => ("lock statements are", "lock outside this method"),
        IThrowOperation => ("this throw statement is", "throw a new exception"),
        IBranchOperation or ILabeledOperation => ("goto to a label is", "use loops, break, continue and return"),
        IVariableDeclarationGroupOperation => ("ref locals are", "use plain local variables"),
        IReturnOperation => ("this return is", "return a value"),
        _ => ("this kind of statement (" + operation.Kind + ") is", "use local variables, assignments, if, switch, loops and return"),
    };
}
