using System.Runtime.CompilerServices;
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
        Parameters = parameters;
    }

    /// <summary>The names of those that some kernel reads or is chosen by.</summary>
    public ICollection<string> Parameters { get; }

    public Usage this[Kernel kernel] => _usages.Find(known => ReferenceEquals(known.Kernel, kernel)).Usage;

    public static KernelUsages Of(Program program) => s_known.GetValue(program, static program => new(program));
}
