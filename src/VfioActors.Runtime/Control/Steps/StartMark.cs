namespace VfioActors.Runtime.Control.Steps;

/// <summary>Stands among the messages of an actor that was made: with it the actor starts.</summary>
internal sealed class StartMark
{
    private StartMark()
    {
    }

    internal static StartMark Instance { get; } = new();

    /// <inheritdoc/>
    public override string ToString() => "its start";
}
