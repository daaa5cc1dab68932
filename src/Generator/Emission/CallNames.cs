using LossGen.Generator.Binding;
using LossGen.Generator.Lowering;

namespace LossGen.Generator.Emission;

/// <summary>
/// The names of ours that stand beside the formula's own in the state of a call and in the methods that prepare it: a loss
/// may have a parameter called scale or an input called positions.
/// </summary>
internal sealed class CallNames
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public CallNames(Program program)
    {
        var loss = program.Terms.Loss;
        _taken.UnionWith(loss.Inputs.Select(static i => i.Name));
        _taken.UnionWith(loss.Parameters.Select(static p => p.Name));
        _taken.UnionWith(loss.Axes.Select(static a => a.Name));
    }

    public string Scale => Of("scale");

    public string HasUpstreams => Of("hasUpstreams");

    public string StoresLosses => Of("storesLosses");

    public string Degree => Of("degree");

    public string First => Of("first");

    public string Last => Of("last");

    public string Room => Of("room");

    public string Has(BoundParameter parameter) => Of("has" + Names.Raised(parameter.Name));

    public string Wants(BoundInput input) => Of("wants" + Names.Raised(input.Name));

    /// <summary>The wished name, or one like it that the formula doesn't have.</summary>
    public string Of(string wished) => Names.Apart(wished, _taken);
}
