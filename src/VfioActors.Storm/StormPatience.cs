using VfioActors.Storm.Measures;

namespace VfioActors.Storm;

/// <summary>
/// Sees when a storm has come to nothing but refusals: for a while no operation succeeded, and clients asked meanwhile
/// whether what they give back is ever taken. Who is merely slow asks nothing.
/// </summary>
/// <param name="meters">How many operations succeeded.</param>
/// <param name="chooser">How often clients asked.</param>
/// <param name="patience">How long it may last.</param>
/// <param name="clock">Whose time counts; null for that of the system.</param>
internal sealed class StormPatience(
    ClientMeters meters, StormChooser chooser, TimeSpan patience, TimeProvider? clock = null)
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private long _succeeded = -1;
    private long _doubts;
    private long _since;

    /// <summary>Looks again.</summary>
    /// <returns>Whether it has lasted too long.</returns>
    internal bool IsOver()
    {
        var succeeded = meters.Succeeded;
        if (succeeded != _succeeded)
        {
            (_succeeded, _doubts, _since) = (succeeded, chooser.Doubts, _clock.GetTimestamp());
            return false;
        }

        return chooser.Doubts > _doubts && _clock.GetElapsedTime(_since) > patience;
    }
}
