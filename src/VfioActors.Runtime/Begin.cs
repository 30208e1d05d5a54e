namespace VfioActors.Runtime;

/// <summary>
/// Tells an actor to do what its start asked for. Whatever else it hears first has it do so before: all its effects
/// come from its own thread, in order.
/// </summary>
internal sealed class Begin
{
    private Begin()
    {
    }

    internal static Begin Instance { get; } = new();
}
