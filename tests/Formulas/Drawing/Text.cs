namespace LossGen.Formulas.Tests.Drawing;

/// <summary>How tightly a text holds together.</summary>
internal enum Level { Sum, Product, Sign, Power, Operand }

/// <summary>A part of a formula; it goes into brackets where it would fall apart.</summary>
internal readonly record struct Text(string Value, Level Level)
{
    public static implicit operator Text(string operand) => new(operand, Level.Operand);

    public string At(Level level) => Level < level ? $"({Value})" : Value;

    public override string ToString() => Value;
}
