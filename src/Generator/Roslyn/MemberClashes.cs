using System.Collections.Immutable;
using LossGen.Generator.Problems;
using Microsoft.CodeAnalysis;

namespace LossGen.Generator.Roslyn;

/// <summary>Finds what already has the name of a member that the loss would get.</summary>
internal static class MemberClashes
{
    /// <returns>The parameters whose members' names are free.</returns>
    public static ImmutableArray<ParameterDeclaration> Check(
        INamedTypeSymbol type, ImmutableArray<ParameterDeclaration> parameters, List<Problem> problems, CancellationToken cancellation)
    {
        foreach (string name in MemberNames.Fixed)
        {
            if (type.Name == name)
                Report(DeclarationProblems.TypeNamedLikeMember, name, name, "as every loss does");
            else if (HolderOf(type, name, cancellation) is { } holder)
                Report(DeclarationProblems.MemberTaken, name, name, holder);
        }

        var free = ImmutableArray.CreateBuilder<ParameterDeclaration>(parameters.Length);
        Dictionary<string, string> taken = [];
        foreach (ParameterDeclaration parameter in parameters)
        {
            if (MemberNames.IsSignatureName(parameter.Name))
                Report(DeclarationProblems.ParameterNamedLikeArgument, parameter.Name, parameter.Name);
            int before = problems.Count;
            foreach (string member in MembersOf(parameter))
            {
                if (MemberNames.Fixed.Contains(member))
                    Report(DeclarationProblems.ParameterNamedLikeMember, parameter.Name, parameter.Name, member);
                else if (type.Name == member)
                    Report(DeclarationProblems.TypeNamedLikeMember, type.Name, member, $"that of parameter '{parameter.Name}'");
                else if (taken.TryGetValue(member, out string other))
                    Report(DeclarationProblems.ParameterMemberTaken, parameter.Name, parameter.Name, member, $"that of parameter '{other}'");
                else if (HolderOf(type, member, cancellation) is { } holder)
                    Report(DeclarationProblems.ParameterMemberTaken, parameter.Name, parameter.Name, member, holder);
                else
                    taken.Add(member, parameter.Name);
                if (problems.Count > before)
                    break;
            }

            if (problems.Count == before)
                free.Add(parameter);
        }
        return free.ToImmutable();

        void Report(ProblemKind kind, string subject, params string[] arguments) =>
            problems.Add(new Problem(kind, ProblemPart.Declaration, 0, default, arguments, subject));
    }

    /// <summary>The property, and the field of an array, which the property only shows.</summary>
    private static IEnumerable<string> MembersOf(ParameterDeclaration parameter)
    {
        yield return MemberNames.PropertyOf(parameter.Name);
        if (parameter.Type is ParameterType.Array or ParameterType.NullableArray)
            yield return MemberNames.FieldOf(parameter.Name);
    }

    /// <summary>What has the name in the type, its type parameters or a type that it derives from, or null.</summary>
    private static string? HolderOf(INamedTypeSymbol type, string name, CancellationToken cancellation)
    {
        if (type.TypeParameters.Any(parameter => parameter.Name == name))
            return $"the type parameter '{name}'";
        for (INamedTypeSymbol? holder = type; holder is not null; holder = holder.BaseType)
        {
            // The members of a base type that is a loss may not be generated yet.
            if (MemberNames.Fixed.Contains(name) && !SymbolEqualityComparer.Default.Equals(type, holder) && LossAttributes.Mark(holder))
                return $"the loss '{holder.Name}', from which '{type.Name}' derives,";
            foreach (ISymbol member in holder.GetMembers(name))
                if (IsVisible(member, type, holder) && !GeneratedParts.Declare(member, cancellation))
                    return $"a member of '{holder.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'";
        }
        return null;
    }

    // A private member of a base type is no member of the derived one.
    private static bool IsVisible(ISymbol member, INamedTypeSymbol type, INamedTypeSymbol holder) =>
        SymbolEqualityComparer.Default.Equals(type, holder) || member.DeclaredAccessibility != Accessibility.Private;
}
