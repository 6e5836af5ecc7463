using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymDiff.Generator.Diagnostics;
using SymDiff.Generator.Sets;

namespace SymDiff.Generator.Frontend;

/// <summary>Whether a method is one that derivatives can be emitted for, whatever its body does.</summary>
internal static class MethodShape
{
    /// <summary>Everything that is wrong with the declaration.</summary>
    public static IEnumerable<Rejection> Check(IMethodSymbol method, SyntaxNode? declaration, OperationSource sources)
    {
        var at = Location(method);
        string name = method.Name;
        if (OtherKind(method) is { } kind)
        {
            return [Make(Descriptors.NotOrdinaryMethod, at, name, kind)];
        }

        return OfContainingTypes(method, at).Concat(OfMethod(method, declaration, sources, at)).Concat(OfParameters(method, sources, sources.Compilation.GetSpecialType(SpecialType.System_Double).ContainingAssembly)).Concat(OfResult(method, declaration, sources, at));
    }

    /// <summary>What is wrong with a marked local function or lambda: everything.</summary>
    public static Rejection OfLocalFunction(IMethodSymbol function, Location at)
    {
        bool isLambda = function.MethodKind == MethodKind.AnonymousFunction;
        string name = isLambda ? "lambda" : function.Name;
        string parameters = string.Join(", ", function.Parameters.Select(p => $"{SymbolText.Short(p.Type)} {p.Name}"));
        return Make(
            Descriptors.LocalFunction, at, name, isLambda ? "a lambda" : "a local function",
            $"{SymbolText.Short(function.ReturnType)} {(isLambda ? "F" : name)}({parameters}) ...");
    }

    /// <summary>Where problems of the declaration as a whole are reported: at the method's name.</summary>
    public static Location Location(ISymbol symbol) => symbol.Locations.FirstOrDefault(l => l.IsInSource) ?? Microsoft.CodeAnalysis.Location.None;

    /// <summary>Whether the declaration contains <c>yield</c> of its own.</summary>
    public static bool IsIterator(SyntaxNode declaration) => declaration
        .DescendantNodes(n => n == declaration || n is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or ExpressionSyntax))
        .Any(n => n is YieldStatementSyntax);

    private static IEnumerable<Rejection> OfContainingTypes(IMethodSymbol method, Location at)
    {
        foreach (var type in TypeChain.Of(method))
        {
            if (TypeChain.IsFileLocal(type))
            {
                yield return Make(Descriptors.FileLocalType, at, method.Name, type.Name);
            }
            else if (!TypeChain.IsPartial(type))
            {
                yield return Make(Descriptors.NotPartial, at, method.Name, type.Name) with
                {
                    Properties = EquatableArray.Of((Descriptors.TypeProperty, type.GetDocumentationCommentId() ?? type.Name)),
                };
            }
        }
    }

    private static IEnumerable<Rejection> OfMethod(IMethodSymbol method, SyntaxNode? declaration, OperationSource sources, Location at)
    {
        if ((method.IsVirtual || method.IsAbstract || (method.IsOverride && !method.IsSealed)) && !method.ContainingType.IsSealed)
        {
            yield return Make(Descriptors.VirtualMethod, at, method.Name, method.IsAbstract ? "abstract" : method.IsOverride ? "an override" : "virtual");
        }

        if (ParameterSets.IsThis(method) && NoLayout(method.ContainingType, method, sources) is { } unsupported)
        {
            yield return Make(Descriptors.ParameterSetNotSupported, at, method.Name, $"the set that it is called on cannot be taken apart: {unsupported}", "make the method static and pass the numbers as parameters");
        }

        string? kind = method.IsAsync ? "async"
            : method.IsExtern ? "extern"
            : method.ReturnsByRef || method.ReturnsByRefReadonly ? "returning by reference"
            : method.IsVararg ? "taking a variable argument list"
            : HasKeyword(method, SyntaxKind.UnsafeKeyword) ? "unsafe"
            : declaration is null ? null
            : IsIterator(declaration) ? "an iterator"
            : !method.IsAbstract && !HasBody(declaration) ? "without a body"
            : null;
        if (kind is not null)
        {
            yield return Make(Descriptors.UnsupportedMethodKind, at, method.Name, kind);
        }
    }

    private static IEnumerable<Rejection> OfParameters(IMethodSymbol method, OperationSource sources, IAssemblySymbol core)
    {
        foreach (var parameter in method.Parameters)
        {
            var at = Location(parameter);
            bool isReal = TypeMap.Scalar(parameter.Type) is { IsReal: true };
            bool isConstant = Marks.Has(parameter, Marks.NoGradient) || ExposedReals.IsMarkedConstant(parameter.Type);
            if (parameter.RefKind is not (RefKind.None or RefKind.In) && ByReferenceReason(parameter, isConstant && isReal) is { } byReference)
            {
                string kind = parameter.RefKind == RefKind.Out ? "out" : "ref";
                yield return Make(Descriptors.ByReferenceParameter, at, method.Name, parameter.Name, kind, byReference);
            }
            else if (SignatureReader.IsActive(parameter) && SetLayout.IsSets(parameter.Type))
            {
                if (NoLayout(parameter.Type, method, sources) is { } unsupported)
                {
                    yield return Make(
                        Descriptors.ParameterSetNotSupported, at, method.Name, $"the set '{parameter.Name}' cannot be taken apart: {unsupported}", "pass the numbers as parameters, or mark the parameter [NoGradient] to make them constants");
                }
            }
            else if (SignatureReader.IsActive(parameter) && (LayoutReader.IsTakenApart(parameter.Type) || LayoutReader.IsColumns(parameter.Type)))
            {
                bool isBuffer = LayoutReader.IsColumns(parameter.Type);
                if ((NoShape(sources, method, isBuffer ? LayoutReader.ElementOf(parameter.Type)! : parameter.Type, isResult: false) ?? NoRows(method, parameter.Type)) is { } unreachable)
                {
                    yield return Make(Descriptors.UnsupportedParameterType, at, method.Name, parameter.Name, SymbolText.Short(parameter.Type), unreachable);
                }
            }
            else if (parameter.Type.TypeKind is not TypeKind.Error && !isReal && !isConstant && !IsFollowed(method, parameter.Type) && ExposedReals.Reason(parameter.Type, core) is { } reason)
            {
                yield return Make(Descriptors.UnsupportedParameterType, at, method.Name, parameter.Name, SymbolText.Short(parameter.Type), reason);
            }

            foreach (var rejection in OfBufferAttributes(method, parameter))
            {
                yield return rejection;
            }
        }
    }

    // What is handed in or out must be taken apart and made by the emitted code.
    private static string? NoShape(OperationSource sources, IMethodSymbol method, ITypeSymbol type, bool isResult) => new LayoutReader(sources, method.ContainingType).Of(type) switch
    {
        { } layout when layout.Leaves.Where(l => !l.IsConstant && TypeMap.Scalar(l.Type) is null && TypeMap.Buffer(l.Type) is null)
            .Select(l => (l.Path, Reason: ExposedReals.Reason(l.Type, sources.Compilation.GetSpecialType(SpecialType.System_Double).ContainingAssembly))).FirstOrDefault(l => l.Reason is not null) is { Reason: { } reason } leaf
            => $"holds '{leaf.Path}', whose type {reason}",
        { Shape: null } => "has state that the emitted code can neither read nor set; make its fields accessible, or give it a constructor that assigns them",
        { Shape: { } shape } when shape.Leaves.Any(l => l.CSharpType.Contains("[") || l.CSharpType.StartsWith("global::System.Memory<", StringComparison.Ordinal)) => "holds an array" + OfMemory(type, isResult),
        _ => null,
    };

    // The derivative by an array is memory, which a struct cannot bring along but as a set of parameters.
    private static string OfMemory(ITypeSymbol type, bool isResult) =>
        isResult ? "; return its numbers, or leave the elements in a buffer that is a parameter marked [Output]"
        : !type.IsTupleType && type.DeclaringSyntaxReferences.Length > 0 ? $", so that its derivative has memory of its own; mark '{type.Name}' [ParameterSet] and make it partial, which gives it derivatives of its own type"
        : ", so that its derivative has memory of its own; make the array a parameter by itself";

    // Why a set cannot be taken apart.
    private static string? NoLayout(ITypeSymbol type, IMethodSymbol method, OperationSource sources)
    {
        var set = (INamedTypeSymbol)((type as IArrayTypeSymbol)?.ElementType ?? type);
        return !SetLayout.IsSet(set) ? $"'{SymbolText.Short(set)}' is not marked [ParameterSet]"
        : SetLayout.Of(type, sources.Compilation, method.ContainingType).Reason is { } reason ? reason
        : set.DeclaringSyntaxReferences.Length > 0 && ParameterSetReader.Read(set.OriginalDefinition, sources.Compilation).Type is null ? $"'{SymbolText.Short(set)}' is no set as it is, which is reported there"
        : null;
    }

    // A matrix is gone through as a span, which the runtime library can make of it on some targets only.
    private static bool IsFollowed(IMethodSymbol method, ITypeSymbol type) => TypeMap.Buffer(type) is not null
        || TypeMap.Jagged(type) is not null
        || (TypeMap.Matrix(type) is not null && HasRows(method));

    private static bool HasRows(IMethodSymbol method) => Marks.OfMethod(method)?.AttributeClass?.ContainingAssembly.GetTypeByMetadataName("SymDiff.Buffers")?.GetMembers("Flat").Length > 0;

    private static string? NoRows(IMethodSymbol method, ITypeSymbol type) => LayoutReader.IsColumnMatrix(type) && !HasRows(method) ? "is a matrix, which can be gone through from .NET 8 on" : null;

    private static string? ByReferenceReason(IParameterSymbol parameter, bool isConstant) =>
        parameter.RefKind is not (RefKind.Ref or RefKind.Out) ? "may alias what the method writes"
        : isConstant ? "is a constant that the method writes"
        : TypeMap.Scalar(parameter.Type) is null ? "is no number"
        : null;

    private static IEnumerable<Rejection> OfBufferAttributes(IMethodSymbol method, IParameterSymbol parameter)
    {
        bool isFirst = true;
        foreach (string attribute in Marks.Buffer)
        {
            if (Marks.Get(parameter, attribute) is not { } data)
            {
                continue;
            }

            string? reason = !isFirst ? "carries another of these attributes already"
                : SignatureReader.Memory(parameter) is null ? "is no buffer"
                : attribute != Marks.Scratch && TypeMap.IsReadOnlyView(parameter.Type) ? "cannot be written"
                : null;
            isFirst = false;
            if (reason is not null)
            {
                var where = data.ApplicationSyntaxReference is { } reference
                    ? Microsoft.CodeAnalysis.Location.Create(reference.SyntaxTree, reference.Span)
                    : Location(parameter);
                string shown = attribute.Substring("SymDiff.".Length);
                yield return Make(Descriptors.BufferAttributeMisplaced, where, method.Name, shown.Substring(0, shown.Length - "Attribute".Length), parameter.Name, reason);
            }
        }
    }

    private static IEnumerable<Rejection> OfResult(IMethodSymbol method, SyntaxNode? declaration, OperationSource sources, Location at)
    {
        var type = method.ReturnType;
        var where = (declaration as MethodDeclarationSyntax)?.ReturnType.GetLocation() ?? at;
        if (LayoutReader.IsTakenApart(type) || LayoutReader.IsColumnArray(type))
        {
            if (NoShape(sources, method, LayoutReader.IsTakenApart(type) ? type : TypeMap.ElementOf(type)!, isResult: true) is { } unreachable)
            {
                yield return Make(Descriptors.ResultNotDifferentiable, where, method.Name, SymbolText.Short(type), "no number, and " + unreachable);
            }

            yield break;
        }

        if (type.TypeKind == TypeKind.Error || TypeMap.Scalar(type) is { IsReal: true } || TypeMap.RealArray(type) is not null || (method.ReturnsVoid && method.Parameters.Any(SignatureReader.IsResult)))
        {
            yield break;
        }

        string kind = method.ReturnsVoid && method.Parameters.Any(p => SignatureReader.Memory(p) is not null && !TypeMap.IsReadOnlyView(p.Type)) ? "no number, and none of its buffers is marked [Output] or [InOut]"
            : method.ReturnsVoid ? "no number"
            : TypeMap.Scalar(type) is not null || type.SpecialType == SpecialType.System_String || type.TypeKind == TypeKind.Enum ? "not differentiable"
            : TypeMap.IsRefusedNumber(type) ? "a number type without derivatives"
            : "not supported yet";
        yield return Make(Descriptors.ResultNotDifferentiable, where, method.Name, SymbolText.Short(type), kind);
    }

    private static string? OtherKind(IMethodSymbol method) => method.MethodKind switch
    {
        MethodKind.UserDefinedOperator or MethodKind.Conversion => "an operator",
        MethodKind.ExplicitInterfaceImplementation => "an explicit interface implementation",
        MethodKind.PropertyGet or MethodKind.PropertySet or MethodKind.EventAdd or MethodKind.EventRemove => "an accessor",
        MethodKind.Ordinary when TypeChain.Of(method).Any(t => !SyntaxFacts.IsValidIdentifier(t.Name)) => "declared in an extension block",
        MethodKind.Ordinary => null,
        _ => "no ordinary method",
    };

    private static bool HasKeyword(IMethodSymbol method, SyntaxKind keyword) =>
        method.DeclaringSyntaxReferences.Select(r => r.GetSyntax()).OfType<MethodDeclarationSyntax>().Any(d => d.Modifiers.Any(keyword))
        || TypeChain.Of(method).Any(t => t.DeclaringSyntaxReferences.Select(r => r.GetSyntax()).OfType<TypeDeclarationSyntax>()
            .Any(d => d.Modifiers.Any(keyword) && d.Span.Contains(Location(method).SourceSpan)));

    private static bool HasBody(SyntaxNode declaration) =>
        declaration is BaseMethodDeclarationSyntax { Body: not null } or BaseMethodDeclarationSyntax { ExpressionBody: not null };

    private static Rejection Make(DiagnosticDescriptor descriptor, Location at, params string[] arguments) => new(descriptor, at, new(arguments));
}
