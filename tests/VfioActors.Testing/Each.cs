namespace VfioActors.Testing;

/// <summary>What is asserted in a loop: a failure says of which case.</summary>
public static class Each
{
    /// <exception cref="InvalidDataException">The values differ.</exception>
    public static void Equal<T>(string inCase, T expected, T actual)
    {
        if (EqualityComparer<T>.Default.Equals(expected, actual)) { return; }
        throw new InvalidDataException($"{inCase}: expected {expected}, and it is {actual}");
    }
}
