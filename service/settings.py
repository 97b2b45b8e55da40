"""Every setting of the service: from TECUM_* variables or an `.env` file, typed."""

from pathlib import Path
from typing import Annotated, Literal, Self

import limits
from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from service.access.addresses import is_safe_address
from service.cases.roles import Role

_MIB = 1 << 20


class Settings(BaseSettings):
    """What an operator may choose; the field names in capitals, TECUM_ before them."""

    model_config = SettingsConfigDict(
        env_prefix="TECUM_", env_file=".env", extra="ignore", frozen=True
    )

    data_dir: Path = Field(
        Path("tecum-data"), description="Folder of database, blobs and staging."
    )
    database_url: str = Field(
        "", description="SQLAlchemy address; empty: SQLite in the data folder."
    )
    jobs_url: str = Field(
        "", description="Where jobs are kept; empty: beside the database."
    )
    blob_url: str = Field(
        "", description="fsspec address of blobs; empty: a folder in the data folder."
    )
    provider: str = Field("amazon", description="Whose policy, unless an upload says.")
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8765, ge=0, le=65535, description="Port to listen on.")
    base_url: str = Field(
        "", description="How browsers reach the service; empty: from host and port."
    )
    trusted_proxies: str = Field(
        "127.0.0.1", description="Proxies whose X-Forwarded-* are believed."
    )
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Host names answered to, comma separated; empty: base_url's."
    )

    workers: int = Field(2, ge=0, le=64, description="Uploads screened at once.")
    embedded: Literal["process", "thread", "off"] = Field(
        "process", description="Where `tecum serve` runs its workers."
    )
    sandbox: Literal["auto", "require", "off"] = Field(
        "auto", description="Isolation of the reading child."
    )
    read_jobs: int = Field(0, ge=0, description="Cores for one upload; 0: all.")
    attempts: int = Field(3, ge=1, le=20, description="Tries before an upload fails.")
    retry_s: float = Field(
        10.0, gt=0, description="Wait before the second try; doubles with each."
    )
    lease_s: float = Field(
        30.0, gt=0, description="Silence after which a worker is taken for dead."
    )
    stuck_s: float = Field(
        60.0, gt=0, description="Time in received or queued before the reaper looks."
    )
    run_limit_s: float = Field(
        3600.0, gt=0, description="Longest a run may take before it is given up."
    )
    reap_s: float = Field(5.0, gt=0, description="Pause between two reaper rounds.")
    claim_hours: float = Field(
        24.0, gt=0, description="Hours after which an untouched claim is released."
    )
    picture_dpi: int = Field(110, ge=50, le=300, description="Page pictures' dpi.")

    max_upload: int = Field(50 * _MIB, gt=0, description="Bytes of one file.")
    max_files: int = Field(50, gt=0, description="Files of one batch upload.")
    upload_s: float = Field(600.0, gt=0, description="Seconds one upload may take.")
    staging_hours: float = Field(
        1.0, gt=0, description="Hours before an abandoned upload is swept away."
    )
    watch_dir: Path | None = Field(None, description="Folder to take files from.")
    watch_s: float = Field(2.0, gt=0, description="Pause between looks at the folder.")

    secret_key: SecretStr = Field(
        SecretStr(""), description="Signs cookies; empty: made once, kept in data_dir."
    )
    session_hours: float = Field(12.0, gt=0, description="Longest life of a session.")
    session_idle_minutes: float = Field(
        60.0, gt=0, description="Idle time that ends a session."
    )
    cookie_secure: bool | None = Field(
        None, description="Cookies only over https; empty: when base_url is https."
    )
    oidc_issuer: str = Field("", description="OpenID provider; empty: none.")
    oidc_client_id: str = Field("", description="Our id at the provider.")
    oidc_client_secret: SecretStr = Field(
        SecretStr(""), description="Our secret at the provider."
    )
    oidc_name: str = Field("Single sign-on", description="Label of its button.")
    oidc_role_claim: str = Field("groups", description="Claim that holds roles.")
    oidc_roles: dict[str, Role] = Field(
        default_factory=dict, description="Claim value to role, as JSON."
    )
    login_rate: str = Field("5/minute", description="Logins per account and address.")
    api_rate: str = Field("600/minute", description="Requests per user or address.")
    upload_rate: str = Field("120/minute", description="Uploads per user or address.")

    webhook_attempts: int = Field(8, ge=1, le=30, description="Tries per delivery.")
    webhook_timeout_s: float = Field(10.0, gt=0, description="Wait for an answer.")
    webhook_private: bool = Field(
        default=False, description="May webhooks go to private and loopback addresses?"
    )

    train_days: int = Field(
        0,
        ge=0,
        description="Days between trainings on corrections; 0: only when asked.",
    )
    train_options: str = Field(
        "", description="Further options of `tecum train`: --only instrument."
    )
    retention_days: int = Field(
        365, ge=0, description="Days a closed request is kept; 0: for ever."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="Least severe log line that is written."
    )
    log_json: bool = Field(
        default=True, description="One JSON object a line, or for eyes."
    )
    otlp_endpoint: str = Field(
        "", description="OpenTelemetry collector (extra `telemetry`); empty: none."
    )

    @model_validator(mode="before")
    @classmethod
    def _split(cls, values: object) -> object:
        hosts = values.get("allowed_hosts") if isinstance(values, dict) else None
        if isinstance(values, dict) and isinstance(hosts, str):
            names = tuple(h.strip() for h in hosts.split(",") if h.strip())
            return {**values, "allowed_hosts": names}
        return values

    @field_validator("oidc_issuer")
    @classmethod
    def _safe(cls, issuer: str) -> str:
        if issuer and not is_safe_address(issuer):
            raise ValueError("it must be an https address")
        return issuer

    @field_validator("login_rate", "api_rate", "upload_rate")
    @classmethod
    def _rate(cls, rate: str) -> str:
        try:
            limits.parse(rate)
        except ValueError as error:
            raise ValueError("say it as 5/minute or 600/hour") from error
        return rate

    @model_validator(mode="after")
    def _complete(self) -> Self:
        """Fill in what depends on other settings; absolute, for workers elsewhere."""
        folder = self.data_dir.absolute()
        put = object.__setattr__
        put(self, "data_dir", folder)
        put(self, "database_url", self.database_url or f"sqlite:///{folder}/tecum.db")
        put(self, "blob_url", self.blob_url or f"file://{folder}/blobs")
        put(self, "jobs_url", self.jobs_url or self._beside())
        put(self, "base_url", self._address())
        if self.cookie_secure is None:
            put(self, "cookie_secure", self.base_url.startswith("https://"))
        return self

    def _beside(self) -> str:
        # SQLite has one writer at a time: jobs get a file of their own.
        if self.database_url.startswith("sqlite"):
            return f"sqlite:///{self.data_dir}/jobs.db"
        return self.database_url

    def _address(self) -> str:
        return (self.base_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def staging(self) -> Path:
        """Where uploads lie until they are accepted."""
        return self.data_dir / "staging"

    @property
    def scratch(self) -> Path:
        """Where a running job keeps what it has read."""
        return self.data_dir / "scratch"

    def told(self) -> str:
        """As JSON for a worker of ours, which needs no secrets."""
        secret = {n for n, value in self if isinstance(value, SecretStr)}
        return self.model_dump_json(exclude=secret)
