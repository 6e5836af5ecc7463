using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SymDiff.Generator.Frontend;

/// <summary>How messages call what is not in the language, and what to do instead.</summary>
internal static class Description
{
    /// <summary>An expression: "what is", and what to write instead.</summary>
    public static (string What, string Instead) OfExpression(IOperation operation) => operation switch
    {
        IAnonymousFunctionOperation or IDelegateCreationOperation => ("lambdas, method groups and delegates are", "call a method or a local function directly"),
        ISwitchExpressionOperation => ("switch expressions are", "use the conditional operator ?:"),
        IIsPatternOperation or IIsTypeOperation => ("patterns are", "use comparisons"),
        IArrayCreationOperation => ("arrays are", "use local variables"),
        ITupleOperation or IDeconstructionAssignmentOperation => ("tuples are", "use one local variable a number"),
        IObjectCreationOperation => ("creating objects is", "pass the object as a [NoGradient] parameter"),
        IThrowOperation => ("throw expressions are", "check arguments before calling this method"),
        IAwaitOperation => ("await is", "await before calling this method"),
        ICoalesceOperation or IConditionalAccessOperation or ICoalesceAssignmentOperation => ("null operators are", "pass a value that is not null"),
        IInterpolatedStringOperation => ("interpolated strings are", "compose text outside this method"),
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
        IConditionalOperation => ("if statements are as yet", "use the conditional operator ?:"),
        ILoopOperation => ("loops are as yet", "write the steps out, or move the loop to the caller"),
        ISwitchOperation => ("switch statements are as yet", "use the conditional operator ?:"),
        ITryOperation => ("try statements are", "handle exceptions outside this method"),
        IUsingOperation or IUsingDeclarationOperation => ("using statements are", "acquire resources outside this method"),
        ILockOperation => ("lock statements are", "lock outside this method"),
        IThrowOperation => ("throw statements are as yet", "check arguments before calling this method"),
        IBranchOperation or ILabeledOperation => ("jumps are", "write straight-line code"),
        IVariableDeclarationGroupOperation => ("ref locals are", "use plain local variables"),
        IReturnOperation => ("this return is", "return once, at the end"),
        _ => ("this kind of statement (" + operation.Kind + ") is", "use local variables, assignments and a return at the end"),
    };
}
