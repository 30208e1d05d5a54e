namespace VfioActors.Runtime.Control.Hosting;

/// <summary>
/// Carries an envelope between real actors that take the steps of behaviours. One serves all: what it carries is read
/// within the step.
/// </summary>
internal sealed class Carrier
{
    private Envelope _envelope;

    internal ref Envelope Envelope => ref _envelope;
}
