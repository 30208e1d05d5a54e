namespace VfioActors.Races.Tests.Readings;

/// <summary>Some C, and what it does by the kernel's sources.</summary>
/// <param name="Text">The C.</param>
/// <param name="Steps">The steps.</param>
internal sealed record Line(string Text, params Step[] Steps)
{
    /// <summary>This, and then the other.</summary>
    internal Line Then(Line other) => new($"{Text} {other.Text}", [.. Steps, .. other.Steps]);

    /// <summary>This between two others.</summary>
    internal Line Within(Line before, Line after) => before.Then(this).Then(after);

    /// <summary>This, where a register holds a number.</summary>
    internal Line If(string condition, Step[] looks, int register, int number) => new(
        $"if ({condition}) {{ {Text} }}",
        [.. looks, new(Act.SkipUnless, register, number, Steps.Length), .. Steps]);
}
