using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymDiff.Generator.Tests.Style;

/// <summary>No <c>this.</c> before a member that means the same without: IDE0003, of which no build warns.</summary>
internal static class Qualification
{
    public static IEnumerable<string> Faults(SourceFile file, Declarations declarations) =>
        from self in file.Unit.DescendantNodes().OfType<ThisExpressionSyntax>()
        let access = self.Parent as MemberAccessExpressionSyntax
        where access is not null && !IsNeeded(access, declarations)
        select file.Fault(self, $"'{access}' needs no 'this'");

    private static bool IsNeeded(MemberAccessExpressionSyntax access, Declarations declarations)
    {
        string name = access.Name.Identifier.ValueText;
        return Locals.InScope(access, name) || (declarations.IsExtension(name) && !declarations.IsOwnMember(access, name));
    }
}
