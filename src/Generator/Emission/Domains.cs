using LossGen.Generator.Binding;
using LossGen.Generator.Functions;

namespace LossGen.Generator.Emission;

/// <summary>Declared domains, as C# and as messages show them.</summary>
internal static class Domains
{
    /// <summary>As declared, like <c>0 &lt;= labelSmoothing &lt;= 1</c>.</summary>
    public static string Condition(string name, BoundDomain domain)
    {
        if (domain.IsFinite)
            return $"{name} in {{{string.Join(", ", domain.Values.Select(Constants.Notation))}}}";
        bool hasLower = !double.IsNegativeInfinity(domain.Lower), hasUpper = !double.IsPositiveInfinity(domain.Upper);
        string upper = $"{name} {(domain.UpperIsStrict ? "<" : "<=")} {Constants.Notation(domain.Upper)}";
        return hasLower && hasUpper ? $"{Constants.Notation(domain.Lower)} {(domain.LowerIsStrict ? "<" : "<=")} {upper}"
            : hasUpper ? upper
            : $"{name} {(domain.LowerIsStrict ? ">" : ">=")} {Constants.Notation(domain.Lower)}";
    }

    public static string Interval(BoundDomain domain) =>
        $"new global::LossGen.Passes.Interval({Bound(domain.Lower)}, {Truth(!domain.LowerIsStrict)}, {Bound(domain.Upper)}, {Truth(!domain.UpperIsStrict)})";

    private static string Bound(double value) => KernelFile.Number(value);

    private static string Truth(bool value) => value ? "true" : "false";
}
