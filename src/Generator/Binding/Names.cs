using LossGen.Generator.Functions;
using LossGen.Generator.Problems;
using LossGen.Generator.Syntax;

namespace LossGen.Generator.Binding;

/// <summary>Which names an author may choose.</summary>
internal sealed class Names(Catalogue catalogue, ProblemBag problems)
{
    private static readonly string[] OfSignatures = ["inner", "upstream", "losses", "whole"];

    /// <summary>Tells where a name is taken in this scope or by the language.</summary>
    public bool Check(NameSyntax name, Scope scope, ProblemPart part = ProblemPart.Formula)
    {
        if (Reserved(name.Text) is { } reason)
        {
            problems.Report(part, BindingProblems.NameReserved, name.Range, name.Text, reason);
            return false;
        }

        if (scope.Find(name.Text) is { } symbol)
        {
            problems.Report(part, BindingProblems.NameTaken, name.Range, name.Text, symbol.Kind);
            return false;
        }

        return true;
    }

    /// <summary>Why no author can choose the name, or null.</summary>
    public string? Reserved(string name)
    {
        if (WordOf(name) is { } word)
            return word;
        return name.StartsWith("grad", StringComparison.Ordinal) || Array.IndexOf(OfSignatures, name) >= 0
            ? "a name of the generated signatures (inner, upstream, losses, whole, and names beginning with grad)"
            : null;
    }

    /// <summary>What the name is in the language, or null.</summary>
    public string? WordOf(string name)
    {
        if (Array.IndexOf(Notation.Words, name) >= 0)
            return "a word of the language";
        if (Constants.Find(name) is not null)
            return "a constant";
        if (catalogue.FindReduction(name) is not null)
            return "a reduction";
        return catalogue.FindFunction(name) is { IsPublic: true, Operator: Operator.None } ? "a function" : null;
    }
}
