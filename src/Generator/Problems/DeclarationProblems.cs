using System.Collections.Immutable;

namespace LossGen.Generator.Problems;

/// <summary>What a declaration in C# can do wrong before any formula is read: LOSS01xx.</summary>
internal static class DeclarationProblems
{
    public static readonly ProblemKind NotPartial = new(
        "LOSS0101", Severity.Error, "The loss is not partial",
        "'{0}' is not partial: write 'partial class {0}', so that its generated members can join it");

    public static readonly ProblemKind ContainingTypeNotPartial = new(
        "LOSS0102", Severity.Error, "A type around the loss is not partial",
        "'{0}' is not partial, but the loss '{1}' stands inside it: write 'partial {2} {0}'");

    public static readonly ProblemKind NotAClass = new(
        "LOSS0103", Severity.Error, "The loss is no class",
        "'{0}' is {1}, and {2}: write 'partial class {0}'");

    public static readonly ProblemKind Static = new(
        "LOSS0104", Severity.Error, "The loss is static",
        "'{0}' is static, but a loss is an object that holds its parameters: remove 'static'");

    public static readonly ProblemKind FileLocal = new(
        "LOSS0105", Severity.Error, "The loss is local to a file",
        "'{0}' is visible in its own file only, so no generated file can add members to it: remove 'file'");

    public static readonly ProblemKind ParameterType = new(
        "LOSS0106", Severity.Error, "A parameter has a type that no formula can use",
        "'{0}' is of type '{1}': a parameter of a loss is double, float, int, long or bool, an array is double[], "
        + "and double[]? = null where absence means a constant");

    public static readonly ProblemKind ParameterPassing = new(
        "LOSS0107", Severity.Error, "A parameter is a reference",
        "'{0}' is passed by '{1}', but a loss keeps its parameters: remove '{1}'");

    public static readonly ProblemKind ParameterMemberTaken = new(
        "LOSS0108", Severity.Error, "The name of a parameter's member is taken",
        "Parameter '{0}' becomes the member '{1}', but {2} has that name: rename one of them");

    public static readonly ProblemKind MemberTaken = new(
        "LOSS0109", Severity.Error, "The name of a generated member is taken",
        "Every loss gets a member '{0}', but {1} has that name: rename it");

    public static readonly ProblemKind ParameterNamedLikeMember = new(
        "LOSS0110", Severity.Error, "A parameter is named like a generated member",
        "Parameter '{0}' would become the member '{1}', but every loss has a member '{1}' of its own: rename the parameter");

    public static readonly ProblemKind ParameterNamedLikeArgument = new(
        "LOSS0111", Severity.Error, "A parameter is named like an argument of the generated members",
        "Parameter '{0}' has a name of the generated signatures (inner, upstream, losses, whole, and names beginning with "
        + "grad): rename the parameter");

    public static readonly ProblemKind TypeNamedLikeMember = new(
        "LOSS0112", Severity.Error, "The loss is named like one of its members",
        "The type '{0}' gets a member '{0}' ({1}), and C# allows no member of its type's name (CS0542): rename the type");

    public static readonly ProblemKind FormulaMissing = new(
        "LOSS0113", Severity.Error, "There is no formula",
        "The {0} of [Loss] has to be a constant string that is not null, such as {1}");

    public static readonly ImmutableArray<ProblemKind> All = ImmutableArray.Create(
        NotPartial, ContainingTypeNotPartial, NotAClass, Static, FileLocal, ParameterType, ParameterPassing,
        ParameterMemberTaken, MemberTaken, ParameterNamedLikeMember, ParameterNamedLikeArgument, TypeNamedLikeMember, FormulaMissing);
}
