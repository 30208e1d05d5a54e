using VfioActors.Behaviors.Defects;

namespace VfioActors.Testing.Tallies;

/// <summary>What can be wrong with clerks.</summary>
public static class TallyDefects
{
    /// <summary>An addition reads, and writes in a later step: another one in between is lost.</summary>
    public static Defect TornAddition { get; } = new("TALLY-01", "an addition is a read and a write");

    /// <summary>A look asks twice. Slow, but nothing breaks.</summary>
    public static Defect LooksTwice { get; } = new("TALLY-02", "a look asks twice");

    /// <summary>An addition adds ten: one clerk alone breaks the sum.</summary>
    public static Defect AddsTen { get; } = new("TALLY-03", "an addition adds ten");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Defect> All { get; } = [TornAddition, LooksTwice, AddsTen];
}
