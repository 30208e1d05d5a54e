using VfioActors.Behaviors.Tests.Toys;
using VfioActors.Behaviors.Values;

namespace VfioActors.Behaviors.Tests.Reads;

/// <summary>A random step: what it does next depends on what it read so far, and on nothing else.</summary>
public sealed class ReadProgram(ulong seed)
{
    private const int Keys = 4;

    /// <summary>Takes the step.</summary>
    /// <param name="reads">Whether it may look at what nobody can name.</param>
    /// <returns>What it read and did; a step that breaks a promise ends there.</returns>
    public ulong Run(ReadState state, bool reads)
    {
        var known = seed;
        try
        {
            for (var move = 0; move < 4; move++) { known = Move(state, known, reads); }
            return known;
        }
        catch (BrokenPromiseException)
        {
            return ~known;
        }
    }

    private static ulong Move(ReadState state, ulong known, bool reads)
    {
        SplitMix random = new(known);
        var (key, value) = (random.Below(Keys), random.Below(3));
        switch (random.Below(reads ? 18 : 14))
        {
            case 0: return Fingerprint.Mix(known, (ulong)state.First.Value);
            case 1: return Fingerprint.Mix(known, (ulong)state.Second.Value);
            case 2: return Fingerprint.Mix(known, (ulong)state.Wide.Value.Low);
            case 3: state.First.Value = value; break;
            case 4: state.Second.Value += value; break;
            case 5: state.Wide.Value = (value, state.Wide.Value.High); break;
            case 6: return Fingerprint.Mix(known, (ulong)state.Small[key]);
            case 7: state.Small[key] = value; break;
            case 8: return Fingerprint.Mix(known, state.Small.Remove(key) ? 1UL : 0);
            case 9: return Fingerprint.Mix(known, state.Small.Contains(key) ? 1UL : 0);
            case 10: return Fingerprint.Mix(known, state.Large.TryGet(key, out var held) ? (ulong)held.Low : 9);
            case 11: state.Large[key] = (value, key); break;
            case 12: return Fingerprint.Mix(known, state.Small.IsFull ? 1UL : 0);
            case 13: return Fingerprint.Mix(known, (ulong)state.Large.Count);
            case 14: return Fingerprint.Mix(known, (ulong)state.Small.Keys.Length);
            case 15: return Fingerprint.Mix(known, (ulong)state.Queue.Count);
            case 16: state.Queue.Enqueue(value); break;
            default: return Fingerprint.Mix(known, state.Fingerprint);
        }

        return Fingerprint.Mix(known, 1);
    }
}
