using VfioActors.Behaviors;

namespace VfioActors.Testing.Tallies;

/// <summary>How far a clerk is, and what it saw.</summary>
public sealed class ClerkState : State
{
    public ClerkState(Journal journal)
        : base(journal)
    {
        Next = Variable(0);
        Looks = Variable(0);
        Added = Variable(0);
        Seen = Variable(0);
        Falls = Variable(0);
    }

    /// <summary>The place of the errand in hand.</summary>
    public Variable<int> Next { get; }

    /// <summary>How often the errand in hand has looked.</summary>
    public Variable<int> Looks { get; }

    /// <summary>How many additions are done.</summary>
    public Variable<int> Added { get; }

    /// <summary>The highest total seen.</summary>
    public Variable<int> Seen { get; }

    /// <summary>How often a lower total was seen than before.</summary>
    public Variable<int> Falls { get; }
}
