using System.Collections.Immutable;

namespace LossGen.Generator;

/// <summary>The names that a loss's generated members take, private ones included, which nothing else in the type may have.</summary>
internal static class MemberNames
{
    public const string Forward = "Forward";
    public const string ForwardEach = "ForwardEach";
    public const string Backward = "Backward";
    public const string BackwardEach = "BackwardEach";
    public const string Total = "Total";
    public const string Reduction = "Reduction";
    public const string MaxDegreeOfParallelism = "MaxDegreeOfParallelism";

    /// <summary>Of every loss, whatever its parameters.</summary>
    public static readonly ImmutableArray<string> Fixed = ImmutableArray.Create(
        Forward, ForwardEach, Backward, BackwardEach, Total,
        Reduction, MaxDegreeOfParallelism, FieldOf(Reduction), FieldOf(MaxDegreeOfParallelism));

    /// <summary>The public property of a parameter: its name with the first letter raised.</summary>
    public static string PropertyOf(string parameter) =>
        parameter.Length == 0 ? parameter : char.ToUpperInvariant(parameter[0]) + parameter.Substring(1);

    /// <summary>The private field behind a property that is more than one, and that of an array parameter.</summary>
    public static string FieldOf(string name) => "_" + char.ToLowerInvariant(name[0]) + name.Substring(1);

    /// <summary>Whether the name is one that the generated members' own arguments have.</summary>
    public static bool IsSignatureName(string name) =>
        name.StartsWith("grad", StringComparison.Ordinal) || name is "inner" or "upstream" or "losses" or "whole";
}
