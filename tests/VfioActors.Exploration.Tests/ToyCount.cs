using System.Globalization;

namespace VfioActors.Exploration.Tests;

/// <summary>How many toy programs a test tries: more when the environment variable VFIOACTORS_TOYS says so.</summary>
internal static class ToyCount
{
    internal static int Programs { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("VFIOACTORS_TOYS"), CultureInfo.InvariantCulture, out var more)
            ? more
            : 420;
}
