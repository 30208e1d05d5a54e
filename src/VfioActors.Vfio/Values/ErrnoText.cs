namespace VfioActors.Vfio.Values;

/// <summary>How people write what a kernel function returned.</summary>
public static class ErrnoText
{
    /// <summary>
    /// The value as the kernel returns it: <c>0</c>, or <c>-ENOSPC</c> and the like. Allocates: for notes.
    /// </summary>
    public static string Returned(this Errno error) => error == Errno.None ? "0" : $"-{error}";
}
