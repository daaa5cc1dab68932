using System.Runtime.CompilerServices;
using LossGen.Generator.Binding;
using LossGen.Generator.Lowering;

namespace LossGen.Generator.Emission;

/// <summary>What each kernel of a program mentions: every one is read once for all who ask.</summary>
internal sealed class KernelUsages
{
    private static readonly ConditionalWeakTable<Program, KernelUsages> s_known = new();

    private readonly List<(Kernel Kernel, Usage Usage)> _usages = [];

    private KernelUsages(Program program)
    {
        var parameters = new HashSet<string>(StringComparer.Ordinal);
        foreach (var kernel in program.Sides?.Kernel is { } sides ? program.Kernels.Append(sides) : program.Kernels)
        {
            var usage = Usage.Of(kernel);
            _usages.Add((kernel, usage));
            parameters.UnionWith(usage.Parameters);
        }

        foreach (var variant in program.Rows.Concat(program.Columns).Concat(program.Shared.SelectMany(static s => s.Variants)))
            parameters.UnionWith(Usage.Of(variant).Parameters);
        var loss = program.Terms.Loss;
        InKernels = [.. loss.Parameters.Where(p => parameters.Contains(p.Name))];
        parameters.UnionWith(loss.Inputs.Select(static i => i.Ignoring).OfType<BoundParameterValue>().Select(static value => value.Parameter.Name));
        InCalls = [.. loss.Parameters.Where(p => p.IsArray || parameters.Contains(p.Name))];
    }

    /// <summary>The parameters that kernels, or the choice of one, take from the call.</summary>
    public IReadOnlyList<BoundParameter> InKernels { get; }

    /// <summary>The same, with what is checked, or read by the checks, before a kernel runs: those of another formula are no part of its calls.</summary>
    public IReadOnlyList<BoundParameter> InCalls { get; }

    public Usage this[Kernel kernel] => _usages.Find(known => ReferenceEquals(known.Kernel, kernel)).Usage;

    public static KernelUsages Of(Program program) => s_known.GetValue(program, static program => new(program));
}
