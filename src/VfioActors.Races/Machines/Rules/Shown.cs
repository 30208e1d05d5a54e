using System.Globalization;
using VfioActors.Races.Programs;

namespace VfioActors.Races.Machines.Rules;

/// <summary>Values as people read them.</summary>
internal static class Shown
{
    /// <summary>A number, or what a pointer points to.</summary>
    internal static string Value(RaceProgram program, long value)
    {
        if (Pointers.IsFunction(value)) { return program.Functions[Pointers.FunctionOf(value)]; }
        if (!Pointers.Is(value)) { return value.ToString(CultureInfo.InvariantCulture); }
        var place = Pointers.ObjectOf(value);
        return place < program.Objects.Count ? Address(program, value) : "a wild pointer";
    }

    /// <summary>What an address is of.</summary>
    internal static string Address(RaceProgram program, long value) =>
        Pointers.OffsetOf(value) == 0 && program.Objects[Pointers.ObjectOf(value)].Type is RaceType.Structure
            ? program.Objects[Pointers.ObjectOf(value)].Name
            : Word(program, value);

    /// <summary>The word of an address.</summary>
    internal static string Word(RaceProgram program, long value) =>
        Pointers.Is(value) && Pointers.ObjectOf(value) < program.Objects.Count
            ? Within(program.Objects[Pointers.ObjectOf(value)], Pointers.OffsetOf(value))
            : value.ToString(CultureInfo.InvariantCulture);

    private static string Within(ObjectPlan plan, int offset) =>
        offset >= 0 ? plan.NameAt(offset) : $"what is before {plan.NameAt(0)}";
}
