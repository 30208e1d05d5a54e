namespace VfioActors.Behaviors.Tests.Toys;

/// <summary>Random numbers that are the same everywhere. Steele, Lea and Flood, SplitMix64, OOPSLA 2014.</summary>
public sealed class SplitMix(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        unchecked
        {
            _state += 0x9e3779b97f4a7c15;
            var mixed = (_state ^ (_state >> 30)) * 0xbf58476d1ce4e5b9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
            return mixed ^ (mixed >> 31);
        }
    }

    public int Below(int limit) => (int)(Next() % (ulong)limit);
}
