using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.TestKit;

/// <summary>Writes <c>T</c> for <c>double</c> throughout a program, and the conversions and functions of generic mathematics for those of C#.</summary>
/// <param name="model">What the program means.</param>
/// <param name="program">The program.</param>
internal sealed class GenericRewriter(SemanticModel model, RandomProgram program) : CSharpSyntaxRewriter
{
    private readonly GenericKind _kind = GenericPrograms.KindOf(program);

    /// <inheritdoc/>
    public override SyntaxNode? Visit(SyntaxNode? node)
    {
        SyntaxNode? visited = base.Visit(node);
        bool isPart = node?.Parent is NameColonSyntax or MemberBindingExpressionSyntax || (node?.Parent is MemberAccessExpressionSyntax access && access.Name == node);
        return !isPart && node is ExpressionSyntax expression
            && model.GetTypeInfo(expression) is { Type: { } type, ConvertedType: { } converted } && IsReal(converted) && !IsReal(type) && IsNumber(type)
            ? Create("T", (ExpressionSyntax)visited!)
            : visited;
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitUsingDirective(UsingDirectiveSyntax node) => node;

    /// <inheritdoc/>
    public override SyntaxNode? VisitAttributeList(AttributeListSyntax node) => node;

    /// <inheritdoc/>
    public override SyntaxNode? VisitClassDeclaration(ClassDeclarationSyntax node)
    {
        var visited = (ClassDeclarationSyntax)base.VisitClassDeclaration(node)!;
        return _kind == GenericKind.Class && node.Parent is CompilationUnitSyntax
            ? visited.WithIdentifier(SyntaxFactory.Identifier($"{GenericPrograms.ClassName(program)}<T> {GenericPrograms.Constraint(program)}\n"))
            : visited;
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        var visited = (MethodDeclarationSyntax)base.VisitMethodDeclaration(node)!;
        if (_kind != GenericKind.Methods)
        {
            return visited;
        }

        string constraint = $" {GenericPrograms.Constraint(program)} ";
        string more = node.TypeParameterList is { } own ? ", " + string.Join(", ", own.Parameters) : "";
        return visited.WithTypeParameterList(null).WithIdentifier(SyntaxFactory.Identifier($"{node.Identifier.Text}<T{more}>"))
            .WithParameterList(visited.ParameterList.WithCloseParenToken(SyntaxFactory.Token(default, SyntaxKind.CloseParenToken, ")" + constraint, ")", SyntaxFactory.TriviaList(SyntaxFactory.LineFeed))));
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitPredefinedType(PredefinedTypeSyntax node) => node.Keyword.IsKind(SyntaxKind.DoubleKeyword) ? Name("T", node) : node;

    /// <inheritdoc/>
    public override SyntaxNode? VisitIdentifierName(IdentifierNameSyntax node) => model.GetSymbolInfo(node).Symbol switch
    {
        ITypeSymbol type when IsReal(type) => Name("T", node),
        INamedTypeSymbol type when _kind == GenericKind.Class && type.Name == program.ClassName => Name(GenericPrograms.ClassName(program) + "<T>", node),
        IMethodSymbol { MethodKind: MethodKind.Ordinary } method when _kind == GenericKind.Methods && IsOwn(method) => Name(node.Identifier.Text + "<T>", node),
        _ => node,
    };

    /// <inheritdoc/>
    public override SyntaxNode? VisitGenericName(GenericNameSyntax node)
    {
        var visited = (GenericNameSyntax)base.VisitGenericName(node)!;
        return _kind == GenericKind.Methods && model.GetSymbolInfo(node).Symbol is IMethodSymbol { MethodKind: MethodKind.Ordinary } method && IsOwn(method)
            ? visited.WithTypeArgumentList(visited.TypeArgumentList.WithArguments(visited.TypeArgumentList.Arguments.Insert(0, SyntaxFactory.IdentifierName("T"))))
            : visited;
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitLiteralExpression(LiteralExpressionSyntax node) =>
        IsReal(model.GetTypeInfo(node).Type) ? Create("T", node.WithoutTrivia()).WithTriviaFrom(node) : node;

    /// <inheritdoc/>
    public override SyntaxNode? VisitCastExpression(CastExpressionSyntax node)
    {
        ITypeSymbol? from = model.GetTypeInfo(node.Expression).Type;
        ITypeSymbol? to = model.GetTypeInfo(node.Type).Type;
        var visited = (CastExpressionSyntax)base.VisitCastExpression(node)!;
        return IsReal(to) && IsReal(from) ? SyntaxFactory.ParenthesizedExpression(visited.Expression)
            : IsReal(to) && IsNumber(from) ? Create("T", visited.Expression)
            : !IsReal(from) ? visited
            : to!.SpecialType == SpecialType.System_Single ? Create("float", visited.Expression)
            : SyntaxFactory.ParseExpression($"({node.Type})int.{(IsChecked(node) ? "CreateChecked" : "CreateTruncating")}({visited.Expression.ToFullString()})");
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitMemberAccessExpression(MemberAccessExpressionSyntax node) =>
        model.GetSymbolInfo(node).Symbol is IFieldSymbol { ContainingType: { Name: "Math", ContainingNamespace.Name: "System" } } constant
            ? SyntaxFactory.ParseExpression("T." + (constant.Name == "PI" ? "Pi" : constant.Name)).WithTriviaFrom(node)
            : base.VisitMemberAccessExpression(node);

    /// <inheritdoc/>
    public override SyntaxNode? VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        if (base.VisitInvocationExpression(node) is not InvocationExpressionSyntax visited || model.GetSymbolInfo(node).Symbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary } method || IsOwn(method))
        {
            return base.VisitInvocationExpression(node);
        }

        var declared = method.OriginalDefinition;
        bool takesReals = declared.Parameters.Any(p => IsReal(p.Type));
        if (method.ContainingType is { Name: "Math", ContainingNamespace.Name: "System" })
        {
            string name = method.Name == "IEEERemainder" ? "Ieee754Remainder" : method.Name;
            return takesReals ? visited.WithExpression(SyntaxFactory.ParseExpression("T." + name)) : visited;
        }

        if (method.ContainingType.SpecialType == SpecialType.System_Double || method.ContainingType.Name == "Differential" || !(takesReals || IsReal(declared.ReturnType)))
        {
            return visited;
        }

        // What is not generic is called with double.
        var arguments = visited.ArgumentList.Arguments.Select((a, i) => i < declared.Parameters.Length && IsReal(declared.Parameters[i].Type) ? a.WithExpression(Create("double", a.Expression)) : a);
        var call = visited.WithArgumentList(SyntaxFactory.ArgumentList(SyntaxFactory.SeparatedList(arguments)));
        return IsReal(declared.ReturnType) ? Create("T", call) : call;
    }

    /// <inheritdoc/>
    /// <remarks>What is compared with constants is no type parameter, which has none.</remarks>
    public override SyntaxNode? VisitIsPatternExpression(IsPatternExpressionSyntax node)
    {
        var visited = (IsPatternExpressionSyntax)base.VisitIsPatternExpression(node)!;
        return IsReal(model.GetTypeInfo(node.Expression).Type) ? visited.WithExpression(Create("double", visited.Expression)) : visited;
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitSwitchExpression(SwitchExpressionSyntax node)
    {
        var visited = (SwitchExpressionSyntax)base.VisitSwitchExpression(node)!;
        return IsReal(model.GetTypeInfo(node.GoverningExpression).Type) ? visited.WithGoverningExpression(Create("double", visited.GoverningExpression)) : visited;
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitSwitchStatement(SwitchStatementSyntax node)
    {
        var visited = (SwitchStatementSyntax)base.VisitSwitchStatement(node)!;
        return IsReal(model.GetTypeInfo(node.Expression).Type) ? visited.WithExpression(Create("double", visited.Expression)) : visited;
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitRelationalPattern(RelationalPatternSyntax node) => node;

    /// <inheritdoc/>
    public override SyntaxNode? VisitConstantPattern(ConstantPatternSyntax node) => node;

    private static bool IsChecked(SyntaxNode node) => node.Ancestors().Select(a => a.Kind())
        .FirstOrDefault(k => k is SyntaxKind.CheckedStatement or SyntaxKind.CheckedExpression or SyntaxKind.UncheckedStatement or SyntaxKind.UncheckedExpression) is SyntaxKind.CheckedStatement or SyntaxKind.CheckedExpression;

    private static bool IsReal(ITypeSymbol? type) => type?.SpecialType == SpecialType.System_Double;

    private static bool IsNumber(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Single or (>= SpecialType.System_SByte and <= SpecialType.System_UInt64);

    private static ExpressionSyntax Create(string type, ExpressionSyntax operand) =>
        SyntaxFactory.ParseExpression($"{type}.CreateChecked({operand.WithoutTrivia().ToFullString()})").WithTriviaFrom(operand);

    private static TypeSyntax Name(string name, SyntaxNode like) => SyntaxFactory.ParseTypeName(name).WithTriviaFrom(like);

    // A method of a struct of the program is one of the program.
    private bool IsOwn(IMethodSymbol method)
    {
        INamedTypeSymbol? type = method.ContainingType;
        while (type?.ContainingType is { } outer)
        {
            type = outer;
        }

        return type?.Name == program.ClassName;
    }
}
