namespace VfioActors.Storm;

/// <summary>
/// Sees when a storm has come to nothing but refusals: for a while no operation succeeded, and clients asked meanwhile
/// whether what they give back is ever taken. Who is merely slow asks nothing.
/// </summary>
/// <param name="successes">How many operations were answered without an error so far.</param>
/// <param name="doubts">How often a client asked whether what it gives back is ever taken.</param>
/// <param name="patience">How long is too long.</param>
/// <param name="clock">Whose time counts; null for that of the system.</param>
internal sealed class StormPatience(
    Func<long> successes, Func<long> doubts, TimeSpan patience, TimeProvider? clock = null)
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private long _succeeded = -1;
    private long _doubts;
    private long _since;

    /// <summary>Looks again.</summary>
    /// <returns>Whether it has lasted too long.</returns>
    internal bool IsOver()
    {
        var succeeded = successes();
        if (succeeded != _succeeded)
        {
            (_succeeded, _doubts, _since) = (succeeded, doubts(), _clock.GetTimestamp());
            return false;
        }

        return doubts() > _doubts && _clock.GetElapsedTime(_since) > patience;
    }
}
