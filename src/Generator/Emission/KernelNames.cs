using LossGen.Generator.Binding;
using LossGen.Generator.Lowering;

namespace LossGen.Generator.Emission;

/// <summary>What a pass calls what it has to do with. The passes of a file have these tables in turn: they find room in them.</summary>
internal sealed class KernelNames
{
    private readonly VariableNames _variables = new();

    // A kernel has few arrays: to hash their names would take longer.
    private readonly List<(KernelArray Array, string Name)> _arrays = [];

    public Names Given { get; } = new("arrays", "start", "end", "partial", "call", "L", "T", "TLabel", "Edge", "Labelled");

    public Dictionary<BoundAxis, string> Extents { get; } = [];

    /// <summary>Of a variable that is asked for first, a name like its hint.</summary>
    public string Of(Variable variable)
    {
        string? name = _variables[variable];
        if (name is null)
            _variables.Add(variable, name = Given.Take(variable.Hint));
        return name;
    }

    public string Of(KernelArray array)
    {
        foreach (var (known, name) in _arrays)
            if (Usage.AreSame(known, array))
                return name;
        throw new InvalidOperationException($"The array {array.Name} has no name.");
    }

    public void Set(Variable variable, string name) => _variables.Add(variable, name);

    /// <returns>A name like the wished one.</returns>
    public string Take(KernelArray array, string wished)
    {
        string name = Given.Take(wished);
        _arrays.Add((array, name));
        return name;
    }

    /// <summary>Forgets everything, for the next pass.</summary>
    public void Clear()
    {
        Given.Clear();
        _variables.Clear();
        _arrays.Clear();
        Extents.Clear();
    }
}
