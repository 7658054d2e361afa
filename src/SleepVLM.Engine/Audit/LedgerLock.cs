namespace SleepVLM.Engine.Audit;

/// <summary>Keeps a second run out of a ledger while one is under way: both would take up the same unfinished run.</summary>
internal sealed class LedgerLock : IDisposable
{
    private readonly FileStream _file;

    private LedgerLock(FileStream file) => _file = file;

    /// <summary>Takes the lock of a ledger; the system gives it back even when the process is killed.</summary>
    /// <exception cref="LedgerException">Another run holds it, or the folder cannot be written.</exception>
    public static LedgerLock Take(string ledgerPath)
    {
        var path = ledgerPath + ".lock";
        try
        {
            return new LedgerLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
        }
        catch (IOException error) when (File.Exists(path))
        {
            throw new LedgerException(ledgerPath, "another run is writing to it; wait until that one is done, or name another folder", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new LedgerException(ledgerPath, "its folder cannot be written to; check that it exists and its permissions", error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
