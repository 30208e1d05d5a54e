namespace VfioActors.Exploration.Tests.Protocols.Drawn;

/// <summary>The kinds of messages of a drawn model.</summary>
internal enum PlainKind
{
    First,
    Second,
    Timer,
    Chosen,
    Answer,
}
