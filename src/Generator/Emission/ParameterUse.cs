using LossGen.Generator.Binding;
using LossGen.Generator.Lowering;

namespace LossGen.Generator.Emission;

/// <summary>Which of a loss's parameters a formula has to do with: those of another formula are no part of its calls.</summary>
internal static class ParameterUse
{
    /// <summary>What kernels, or the choice of one, take from the call.</summary>
    public static IReadOnlyList<BoundParameter> InKernels(Program program)
    {
        var used = KernelUsages.Of(program).Parameters;
        return [.. program.Terms.Loss.Parameters.Where(p => used.Contains(p.Name))];
    }

    /// <summary>The same, with what is checked, or read by the checks, before a kernel runs.</summary>
    public static IReadOnlyList<BoundParameter> InCalls(Program program)
    {
        var used = new HashSet<string>(KernelUsages.Of(program).Parameters, StringComparer.Ordinal);
        used.UnionWith(program.Terms.Loss.Inputs.Select(static i => i.Ignoring).OfType<BoundParameterValue>().Select(static value => value.Parameter.Name));
        return [.. program.Terms.Loss.Parameters.Where(p => p.IsArray || used.Contains(p.Name))];
    }
}
