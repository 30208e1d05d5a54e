namespace VfioActors.Exploration.Tests.Protocols.Drawn;

/// <summary>A message of a drawn model on its way.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Number">What it says; of a question to the host how many options there are.</param>
/// <param name="Who">The actor that it names; 0 for none.</param>
/// <param name="From">Who sent it.</param>
/// <param name="To">Who hears it.</param>
internal sealed record PlainMessage(PlainKind Kind, int Number, int Who, int From, int To)
{
    /// <summary>The operation that it serves.</summary>
    internal int Operation { get; init; }

    /// <summary>When a timer is due.</summary>
    internal long Due { get; init; }
}
