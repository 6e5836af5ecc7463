using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.CodeFixes;

/// <summary>A lambda as a static method, and what stands in its place: the name of the method, or a lambda that hands over what it captures.</summary>
internal sealed class LambdaMove
{
    private readonly SemanticModel _model;
    private readonly IMethodSymbol _symbol;

    private LambdaMove(SemanticModel model, ParenthesizedLambdaExpressionSyntax lambda, IMethodSymbol symbol, LocalFunctions functions) =>
        (_model, Lambda, _symbol, Functions) = (model, lambda, symbol, functions);

    /// <summary>The lambda.</summary>
    public ParenthesizedLambdaExpressionSyntax Lambda { get; }

    /// <summary>What moves with it.</summary>
    public LocalFunctions Functions { get; }

    /// <summary>Takes a lambda; null if it cannot stand elsewhere.</summary>
    /// <param name="model">The semantic model of its document.</param>
    /// <param name="lambda">The lambda.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static LambdaMove? Of(SemanticModel model, ParenthesizedLambdaExpressionSyntax lambda, CancellationToken cancellation)
    {
        if (lambda.AsyncKeyword.RawKind != 0 || model.GetSymbolInfo(lambda, cancellation).Symbol is not IMethodSymbol symbol
            || model.GetTypeInfo(lambda, cancellation).ConvertedType?.TypeKind != TypeKind.Delegate
            || LocalFunctions.Of(model, lambda, cancellation) is not { } functions)
        {
            return null;
        }

        // A value that is handed over is the one of now: it must not be changed inside, nor be one that a copy of changes.
        var written = new HashSet<ISymbol>(functions.Captured.Count == 0 ? [] : model.AnalyzeDataFlow(lambda)!.WrittenInside, SymbolEqualityComparer.Default);
        return functions.Captured.Any(c => written.Contains(c) || !CanBeHandedOver(TypeOf(c))) ? null : new LambdaMove(model, lambda, symbol, functions);
    }

    /// <summary>The first of its names that is free.</summary>
    /// <param name="isFree">Whether a name is free where the method is to stand.</param>
    public string Name(Func<string, bool> isFree)
    {
        string name = Given(Lambda)?.TrimStart('_') is { Length: > 0 } given ? char.ToUpperInvariant(given[0]) + given.Substring(1) : "Function";
        string[] names = name.EndsWith("Function", StringComparison.Ordinal) ? [name] : [name, name + "Function"];
        return names.Concat(Enumerable.Range(2, int.MaxValue - 2).Select(i => names[names.Length - 1] + i)).First(n => isFree(n) && !Functions.Moved.Any(m => m.Identifier.ValueText == n));
    }

    /// <summary>What stands in its place.</summary>
    /// <param name="method">The method, as it is called there.</param>
    public ExpressionSyntax Replacement(ExpressionSyntax method)
    {
        if (Functions.Captured.Count == 0)
        {
            return method.WithTriviaFrom(Lambda);
        }

        string parameters = Lambda.ParameterList.WithoutTrivia().ToString();
        var arguments = _symbol.Parameters.Select(p => Modifier(p.RefKind) + Escaped(p.Name)).Concat(Functions.Captured.Select(c => Escaped(c.Name)));
        return SyntaxFactory.ParseExpression($"{parameters} => {method}({string.Join(", ", arguments)})").WithTriviaFrom(Lambda);
    }

    /// <summary>The method, after an empty line.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="qualified">What some names in it have to become.</param>
    /// <param name="indentation">Where it begins.</param>
    /// <param name="isShared">Whether it is called from elsewhere than its type.</param>
    public MemberDeclarationSyntax Method(string name, Dictionary<SyntaxNode, string> qualified, string indentation, bool isShared)
    {
        string newLine = Layout.NewLine(Lambda);
        var replaced = Lambda.ReplaceNodes(
            Lambda.DescendantNodes().Where(qualified.ContainsKey), (original, _) => SyntaxFactory.ParseExpression(qualified[original]).WithTriviaFrom(original));
        string attributes = string.Concat(replaced.AttributeLists.Select(l => indentation + l.WithoutTrivia() + newLine));
        string result = replaced.ReturnType?.WithoutTrivia().ToString() ?? (_symbol.ReturnsVoid ? "void" : Full(_symbol.ReturnType));
        var parameters = replaced.ParameterList.Parameters.Select((p, i) => p.Type is null ? p.WithType(SyntaxFactory.ParseTypeName(Modifier(_symbol.Parameters[i].RefKind) + Full(_symbol.Parameters[i].Type) + " ")) : p)
            .Select(p => p.WithoutTrivia().ToString()).Concat(Functions.Captured.Select(Handed));
        string unsafety = replaced.Modifiers.Any(SyntaxKind.UnsafeKeyword) ? "unsafe " : "";
        string header = $"{(isShared ? "public" : "private")} static {unsafety}{result} {name}({string.Join(", ", parameters)})";
        string text = newLine + attributes + indentation + header + Body(replaced, indentation, newLine) + newLine;
        return LibraryNames.Shortened(SyntaxFactory.ParseMemberDeclaration(text)!);
    }

    private static bool CanBeHandedOver(ITypeSymbol type) => type.TypeKind switch
    {
        TypeKind.Enum or TypeKind.Array or TypeKind.Interface => !IsAnonymous(type),
        TypeKind.Class => !IsAnonymous(type) && type.SpecialType is not (SpecialType.System_Delegate or SpecialType.System_MulticastDelegate),
        TypeKind.Struct => type.SpecialType != SpecialType.None || (type.IsReadOnly && !type.IsRefLikeType && !IsAnonymous(type)),
        _ => false,
    };

    // A type that has no name, or no meaning elsewhere.
    private static bool IsAnonymous(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsAnonymous(array.ElementType),
        INamedTypeSymbol named => named.IsAnonymousType || named.TypeArguments.Any(IsAnonymous),
        ITypeParameterSymbol parameter => parameter.TypeParameterKind == TypeParameterKind.Method,
        _ => true,
    };

    private static ITypeSymbol TypeOf(ISymbol variable) => (variable as ILocalSymbol)?.Type ?? ((IParameterSymbol)variable).Type;

    private static string Modifier(RefKind kind) => kind switch
    {
        RefKind.Ref => "ref ",
        RefKind.Out => "out ",
        RefKind.In => "in ",
        _ => "",
    };

    private static string Escaped(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    private static string Full(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier));

    // What it was captured as was no parameter to differentiate by.
    private string Handed(ISymbol variable)
    {
        var type = TypeOf(variable);
        bool isDiscrete = type.TypeKind == TypeKind.Enum || type.SpecialType is SpecialType.System_Boolean or SpecialType.System_Char or SpecialType.System_String or SpecialType.System_Decimal or (>= SpecialType.System_SByte and <= SpecialType.System_UInt64);
        string constant = isDiscrete || LibraryNames.AttributeText(_model, Lambda.SpanStart, "NoGradient") is not { } attribute ? "" : $"[{attribute}] ";
        return $"{constant}{Full(type)} {Escaped(variable.Name)}";
    }

    // What holds the delegate tells what the function is called.
    private string? Given(SyntaxNode node) => node.Parent switch
    {
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } => variable.Identifier.ValueText,
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Identifier.ValueText,
        ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Identifier.ValueText,
        AssignmentExpressionSyntax { Left: SimpleNameSyntax left } => left.Identifier.ValueText,
        AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax left } => left.Name.Identifier.ValueText,
        ArgumentSyntax { NameColon.Name: { } name } => name.Identifier.ValueText,
        ArgumentSyntax { Parent: ArgumentListSyntax { Parent: { } call } list } argument when _model.GetSymbolInfo(call).Symbol is IMethodSymbol { ContainingType.TypeKind: not TypeKind.Delegate } method =>
            method.Parameters.ElementAtOrDefault(list.Arguments.IndexOf(argument))?.Name,
        ParenthesizedExpressionSyntax or CastExpressionSyntax or ConditionalExpressionSyntax => Given(node.Parent),
        _ => null,
    };

    private string Body(ParenthesizedLambdaExpressionSyntax replaced, string indentation, string newLine)
    {
        if (replaced.Block is not { } block)
        {
            return Moved(" =>" + replaced.ArrowToken.TrailingTrivia.ToFullString() + replaced.ExpressionBody!.WithoutTrailingTrivia().ToFullString() + ";", Layout.Indentation(Lambda.GetFirstToken()), indentation);
        }

        if (block.ToString().IndexOf('\n') >= 0)
        {
            string from = Layout.Indentation(Lambda.Block!.OpenBraceToken);
            return Moved(newLine + from + block.WithoutTrivia().ToFullString(), from, indentation);
        }

        return block.Statements.Count == 1 && block.Statements[0] is ReturnStatementSyntax { Expression: { } value } ? $" => {value.WithoutTrivia()};"
            : string.Concat(block.Statements.Select(s => $"{indentation}    {s.WithoutTrivia()}{newLine}").Prepend($"{newLine}{indentation}{{{newLine}").Append(indentation + "}"));
    }

    // The lines of a body, which is that of a method for as long as it takes to see which of them are inside of a long string.
    private static string Moved(string body, string from, string to)
    {
        const string Header = "void M()";
        return Layout.Indented(from + Header + body, from, to).Substring(to.Length + Header.Length);
    }
}
