using System.Runtime.CompilerServices;
using LossGen.Generator.Lowering;

namespace LossGen.Generator.Emission;

/// <summary>Names of variables, asked for more often than all else: found by who they are, without a comparer.</summary>
internal sealed class VariableNames
{
    private (Variable? Variable, string Name)[] _slots = new (Variable?, string)[256];
    private int _count;

    /// <summary>The name, or null.</summary>
    public string? this[Variable variable]
    {
        get
        {
            var slots = _slots;
            for (int i = RuntimeHelpers.GetHashCode(variable); ; i++)
            {
                ref var slot = ref slots[i & (slots.Length - 1)];
                if (ReferenceEquals(slot.Variable, variable))
                    return slot.Name;
                if (slot.Variable is null)
                    return null;
            }
        }
    }

    /// <param name="variable">One that has no name yet.</param>
    public void Add(Variable variable, string name)
    {
        _count++;
        if (2 * _count > _slots.Length)
        {
            var full = _slots;
            _slots = new (Variable?, string)[2 * full.Length];
            foreach (var (known, knownName) in full)
                if (known is not null)
                    Put(known, knownName);
        }

        Put(variable, name);
    }

    public void Clear()
    {
        Array.Clear(_slots, 0, _slots.Length);
        _count = 0;
    }

    private void Put(Variable variable, string name)
    {
        int place = RuntimeHelpers.GetHashCode(variable);
        while (_slots[place & (_slots.Length - 1)].Variable is not null)
            place++;
        _slots[place & (_slots.Length - 1)] = (variable, name);
    }
}
