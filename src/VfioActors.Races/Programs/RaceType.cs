namespace VfioActors.Races.Programs;

/// <summary>A type of the language.</summary>
internal abstract record RaceType
{
    /// <summary>How many indices an xarray has: beyond them it is said that there are no more.</summary>
    internal const int XArrayLength = 8;

    /// <summary>A plain number.</summary>
    internal static RaceType Int { get; } = new Number(-32);

    /// <summary>A pointer to anything.</summary>
    internal static RaceType AnyPointer { get; } = new Pointer(new Nothing());

    /// <summary>How many words of shared memory it takes.</summary>
    internal abstract int Words { get; }

    /// <summary>A whole number.</summary>
    /// <param name="Bits">How wide; negative when it has a sign; 1 for a truth value.</param>
    internal sealed record Number(int Bits) : RaceType
    {
        internal override int Words => 1;

        public override string ToString() => Bits == 1 ? "bool" : Bits < 0 ? $"s{-Bits}" : $"u{Bits}";
    }

    /// <summary>A pointer.</summary>
    internal sealed record Pointer(RaceType To) : RaceType
    {
        internal override int Words => 1;

        public override string ToString() => $"{To} *";
    }

    /// <summary>A structure.</summary>
    internal sealed record Structure(StructureLayout Layout) : RaceType
    {
        internal override int Words => Layout.Words;

        public override string ToString() => $"struct {Layout.Name}";
    }

    /// <summary>Elements in a row.</summary>
    internal sealed record Array(RaceType Of, int Length) : RaceType
    {
        internal override int Words => Of.Words * Length;

        public override string ToString() => $"{Of}[{Length}]";
    }

    /// <summary>A lock, a count or a queue.</summary>
    internal sealed record Sync(SyncKind Kind) : RaceType
    {
        internal override int Words => Kind == SyncKind.XArray ? XArrayLength : 1;

        public override string ToString() => Kind.ToString();
    }

    /// <summary>What a function gives back that gives nothing back.</summary>
    internal sealed record Nothing : RaceType
    {
        internal override int Words => 1;

        public override string ToString() => "void";
    }
}
