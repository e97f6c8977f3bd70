// Made from openapi/2026-05-14/openapi.yaml by `npm run spec:generate` (openapi-typescript@7.13.0). Do not edit.
// sha256 of the pin: 69791621e40e8a2ccce5b117b3ae9aaaa430451d7a04f99cf01a437858c4164b
// sha256 of the types: 8710d8e9c3b70416e63232625ba73fbf11cb7c39f81fa36778523c5051ea05dd

export interface paths {
    "/v2/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Update user information
         * @description Stores a contact under its external id. A contact that is already there is updated with the given fields.
         */
        post: operations["CreateContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List identities
         * @description Gives the identities of the workspace, one page at a time.
         */
        get: operations["ListIdentities"];
        put?: never;
        /**
         * Create an identity
         * @description Stores a new identity. It fails when the external id is taken.
         */
        post: operations["CreateIdentity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/identities/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Retrieve an identity
         * @description Gives one identity, found by its own id or by its external id.
         */
        get: operations["RetrieveIdentity"];
        put?: never;
        post?: never;
        /**
         * Delete an identity
         * @description Removes one identity for good.
         */
        delete: operations["DeleteIdentity"];
        options?: never;
        head?: never;
        /**
         * Update an identity
         * @description Updates specific fields of an existing identity. Only the fields provided in the request body will be updated.
         */
        patch: operations["UpdateIdentity"];
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: never;
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    CreateContact: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Update user information payload */
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: uri
                     * @description URL linking to the contact user's avatar image
                     * @example https://example.com/avatars/jane-smith.jpg
                     */
                    avatar_url?: string | null;
                    /**
                     * @description Display name or nickname of the contact user. This is typically shown in user interfaces.
                     * @example Jane Smith
                     */
                    display_name?: string | null;
                    /**
                     * Format: email
                     * @description Email address of the contact user
                     * @example jane.smith@example.com
                     */
                    email?: string | null;
                    /**
                     * @description Unique string value to identify the contact user in the customer's system. This should be the same ID you use in your system to reference this user.
                     * @example user_12345
                     */
                    external_id: string;
                    /**
                     * @description Additional custom metadata associated with the contact as key-value pairs. Use this to store any extra information specific to your application.
                     * @example {
                     *       "department": "Engineering",
                     *       "last_login": "2024-01-15T10:30:00Z",
                     *       "role": "Senior Developer",
                     *       "subscription_tier": "premium"
                     *     }
                     */
                    metadata?: {
                        [key: string]: unknown;
                    };
                    /**
                     * @description Array of tags associated with the contact. Useful for organizing and filtering contacts by categories, departments, or custom classifications.
                     * @example [
                     *       "premium",
                     *       "beta-user",
                     *       "enterprise"
                     *     ]
                     */
                    tags?: string[];
                };
            };
        };
        responses: {
            /** @description Successful operation */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: ulid
                         * @description Unique ULID (Universally Unique Lexicographically Sortable Identifier) for the contact
                         * @example contact_01ARZ3NDEKTSV4RRFFQ69G5FAV
                         */
                        _id: string;
                        /**
                         * Format: uri
                         * @description URL linking to the contact user's avatar image
                         * @example https://example.com/avatars/jane-smith.jpg
                         */
                        avatar_url?: string | null;
                        /**
                         * Format: date-time
                         * @description The date and time the resource was created
                         */
                        readonly created?: string;
                        /**
                         * @description Display name or nickname of the contact user. This is typically shown in user interfaces.
                         * @example Jane Smith
                         */
                        display_name?: string | null;
                        /**
                         * Format: email
                         * @description Email address of the contact user
                         * @example jane.smith@example.com
                         */
                        email?: string | null;
                        /**
                         * @description Unique string value to identify the contact user in the customer's system. This should be the same ID you use in your system to reference this user.
                         * @example user_12345
                         */
                        external_id: string;
                        /**
                         * @description Additional custom metadata associated with the contact as key-value pairs. Use this to store any extra information specific to your application.
                         * @example {
                         *       "department": "Engineering",
                         *       "last_login": "2024-01-15T10:30:00Z",
                         *       "role": "Senior Developer",
                         *       "subscription_tier": "premium"
                         *     }
                         */
                        metadata?: {
                            [key: string]: unknown;
                        };
                        /**
                         * @description Array of tags associated with the contact. Useful for organizing and filtering contacts by categories, departments, or custom classifications.
                         * @example [
                         *       "premium",
                         *       "beta-user",
                         *       "enterprise"
                         *     ]
                         */
                        tags?: string[];
                        /**
                         * Format: date-time
                         * @description The date and time the resource was last updated
                         */
                        readonly updated?: string;
                    };
                };
            };
        };
    };
    ListIdentities: {
        parameters: {
            query?: {
                /** @description How many identities a page holds at most */
                limit?: number;
                /** @description The id of the identity after which the page begins */
                starting_after?: string;
                /** @description The id of the identity before which the page ends */
                ending_before?: string;
                /** @description Text to find in the name or the mail address */
                search?: string;
                /** @description Narrows the list */
                filter_by?: {
                    /** @description Keeps identities that have any of these tags */
                    tags?: string[];
                };
                /** @description Whether to work out the usage of each identity */
                include_metrics?: boolean | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of identities */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /**
                             * Format: ulid
                             * @description The identity's own id. It is a ULID behind a prefix.
                             * @example contact_01ARZ3NDEKTSV4RRFFQ69G5FAV
                             */
                            _id: string;
                            /**
                             * Format: uri
                             * @description Where the person's picture is found.
                             * @example https://example.com/avatars/jane-smith.jpg
                             */
                            avatar_url?: string | null;
                            /**
                             * Format: date-time
                             * @description When the identity was first stored
                             */
                            readonly created?: string;
                            /**
                             * @description The name to show for this person.
                             * @example Jane Smith
                             */
                            display_name?: string | null;
                            /**
                             * Format: email
                             * @description The person's mail address.
                             * @example jane.smith@example.com
                             */
                            email?: string | null;
                            /**
                             * @description The id that your own system knows this person by.
                             * @example user_12345
                             */
                            external_id: string;
                            /**
                             * @description Whatever else you wish to keep with the identity, under keys of your choice.
                             * @example {
                             *       "department": "Engineering",
                             *       "last_login": "2024-01-15T10:30:00Z",
                             *       "role": "Senior Developer",
                             *       "subscription_tier": "premium"
                             *     }
                             */
                            metadata?: {
                                [key: string]: unknown;
                            };
                            /** @description Usage of the identity. */
                            metrics: {
                                /** @description The part of the requests that failed */
                                error_rate: number;
                                /** @description What those tokens cost */
                                total_cost: number;
                                /** @description Requests made for the identity */
                                total_requests: number;
                                /** @description Tokens used by the identity */
                                total_tokens: number;
                            };
                            /**
                             * @description Labels to group and filter identities by.
                             * @example [
                             *       "premium",
                             *       "beta-user",
                             *       "enterprise"
                             *     ]
                             */
                            tags?: string[];
                            /**
                             * Format: date-time
                             * @description When the identity was last changed
                             */
                            readonly updated?: string;
                        }[];
                        /** @description Whether another page follows in this direction */
                        has_more: boolean;
                        /** @enum {string} */
                        object: "list";
                    };
                };
            };
        };
    };
    CreateIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The new identity */
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: uri
                     * @description Where the person's picture is found.
                     * @example https://example.com/avatars/jane-smith.jpg
                     */
                    avatar_url?: string | null;
                    /**
                     * @description The name to show for this person.
                     * @example Jane Smith
                     */
                    display_name?: string | null;
                    /**
                     * Format: email
                     * @description The person's mail address.
                     * @example jane.smith@example.com
                     */
                    email?: string | null;
                    /**
                     * @description The id that your own system knows this person by.
                     * @example user_12345
                     */
                    external_id: string;
                    /**
                     * @description Whatever else you wish to keep with the identity, under keys of your choice.
                     * @example {
                     *       "department": "Engineering",
                     *       "last_login": "2024-01-15T10:30:00Z",
                     *       "role": "Senior Developer",
                     *       "subscription_tier": "premium"
                     *     }
                     */
                    metadata?: {
                        [key: string]: unknown;
                    };
                    /**
                     * @description Labels to group and filter identities by.
                     * @example [
                     *       "premium",
                     *       "beta-user",
                     *       "enterprise"
                     *     ]
                     */
                    tags?: string[];
                };
            };
        };
        responses: {
            /** @description The stored identity */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: ulid
                         * @description The identity's own id. It is a ULID behind a prefix.
                         * @example contact_01ARZ3NDEKTSV4RRFFQ69G5FAV
                         */
                        _id: string;
                        /**
                         * Format: uri
                         * @description Where the person's picture is found.
                         * @example https://example.com/avatars/jane-smith.jpg
                         */
                        avatar_url?: string | null;
                        /**
                         * Format: date-time
                         * @description When the identity was first stored
                         */
                        readonly created?: string;
                        /**
                         * @description The name to show for this person.
                         * @example Jane Smith
                         */
                        display_name?: string | null;
                        /**
                         * Format: email
                         * @description The person's mail address.
                         * @example jane.smith@example.com
                         */
                        email?: string | null;
                        /**
                         * @description The id that your own system knows this person by.
                         * @example user_12345
                         */
                        external_id: string;
                        /**
                         * @description Whatever else you wish to keep with the identity, under keys of your choice.
                         * @example {
                         *       "department": "Engineering",
                         *       "last_login": "2024-01-15T10:30:00Z",
                         *       "role": "Senior Developer",
                         *       "subscription_tier": "premium"
                         *     }
                         */
                        metadata?: {
                            [key: string]: unknown;
                        };
                        /**
                         * @description Labels to group and filter identities by.
                         * @example [
                         *       "premium",
                         *       "beta-user",
                         *       "enterprise"
                         *     ]
                         */
                        tags?: string[];
                        /**
                         * Format: date-time
                         * @description When the identity was last changed
                         */
                        readonly updated?: string;
                        /**
                         * Format: uuid
                         * @description The workspace that the identity belongs to
                         */
                        workspace_id: string;
                    };
                };
            };
        };
    };
    RetrieveIdentity: {
        parameters: {
            query?: {
                /** @description Whether to work out the usage of the identity */
                include_metrics?: boolean | null;
            };
            header?: never;
            path: {
                /** @description The identity's own id or its external id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The identity */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: ulid
                         * @description The identity's own id. It is a ULID behind a prefix.
                         * @example contact_01ARZ3NDEKTSV4RRFFQ69G5FAV
                         */
                        _id: string;
                        /**
                         * Format: uri
                         * @description Where the person's picture is found.
                         * @example https://example.com/avatars/jane-smith.jpg
                         */
                        avatar_url?: string | null;
                        /**
                         * Format: date-time
                         * @description When the identity was first stored
                         */
                        readonly created?: string;
                        /**
                         * @description The name to show for this person.
                         * @example Jane Smith
                         */
                        display_name?: string | null;
                        /**
                         * Format: email
                         * @description The person's mail address.
                         * @example jane.smith@example.com
                         */
                        email?: string | null;
                        /**
                         * @description The id that your own system knows this person by.
                         * @example user_12345
                         */
                        external_id: string;
                        /**
                         * @description Whatever else you wish to keep with the identity, under keys of your choice.
                         * @example {
                         *       "department": "Engineering",
                         *       "last_login": "2024-01-15T10:30:00Z",
                         *       "role": "Senior Developer",
                         *       "subscription_tier": "premium"
                         *     }
                         */
                        metadata?: {
                            [key: string]: unknown;
                        };
                        /** @description Usage of the identity; null when it was not asked for. */
                        metrics?: {
                            /** @description The part of the requests that failed */
                            error_rate: number;
                            /** @description What those tokens cost */
                            total_cost: number;
                            /** @description Requests made for the identity */
                            total_requests: number;
                            /** @description Tokens used by the identity */
                            total_tokens: number;
                        } | null;
                        /**
                         * @description Labels to group and filter identities by.
                         * @example [
                         *       "premium",
                         *       "beta-user",
                         *       "enterprise"
                         *     ]
                         */
                        tags?: string[];
                        /**
                         * Format: date-time
                         * @description When the identity was last changed
                         */
                        readonly updated?: string;
                    };
                };
            };
            /** @description No identity has this id */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description What went wrong */
                        error: string;
                    };
                };
            };
            /** @description The server failed to read the identity */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description What went wrong */
                        error: string;
                    };
                };
            };
        };
    };
    DeleteIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The identity's own id or its external id */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The identity is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description No identity has this id */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description What went wrong */
                        error: string;
                    };
                };
            };
        };
    };
    UpdateIdentity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Unique identity id or external id */
                id: string;
            };
            cookie?: never;
        };
        /** @description Identity fields to update */
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * Format: uri
                     * @description URL linking to the contact user's avatar image
                     * @example https://example.com/avatars/jane-smith.jpg
                     */
                    avatar_url?: string | null;
                    /**
                     * @description Display name or nickname of the contact user. This is typically shown in user interfaces.
                     * @example Jane Smith
                     */
                    display_name?: string | null;
                    /**
                     * Format: email
                     * @description Email address of the contact user
                     * @example jane.smith@example.com
                     */
                    email?: string | null;
                    /**
                     * @description Additional custom metadata associated with the contact as key-value pairs. Use this to store any extra information specific to your application.
                     * @example {
                     *       "department": "Engineering",
                     *       "last_login": "2024-01-15T10:30:00Z",
                     *       "role": "Senior Developer",
                     *       "subscription_tier": "premium"
                     *     }
                     */
                    metadata?: {
                        [key: string]: unknown;
                    };
                    /**
                     * @description Array of tags associated with the contact. Useful for organizing and filtering contacts by categories, departments, or custom classifications.
                     * @example [
                     *       "premium",
                     *       "beta-user",
                     *       "enterprise"
                     *     ]
                     */
                    tags?: string[];
                };
            };
        };
        responses: {
            /** @description Updated identity */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "avatar_url": "https://example.com/avatars/jane-smith.jpg",
                     *       "created": "2024-01-15T10:30:00Z",
                     *       "display_name": "Jane Smith-Wilson",
                     *       "email": "jane.smith-wilson@example.com",
                     *       "external_id": "user_12345",
                     *       "id": "contact_01ARZ3NDEKTSV4RRFFQ69G5FAV",
                     *       "metadata": {
                     *         "department": "Engineering",
                     *         "last_updated": "2024-01-15T10:30:00Z",
                     *         "role": "Senior Developer",
                     *         "subscription_tier": "enterprise"
                     *       },
                     *       "tags": [
                     *         "premium",
                     *         "beta-user",
                     *         "enterprise"
                     *       ],
                     *       "updated": "2024-01-16T14:45:00Z"
                     *     }
                     */
                    "application/json": {
                        /**
                         * Format: ulid
                         * @description Unique ULID (Universally Unique Lexicographically Sortable Identifier) for the contact
                         * @example contact_01ARZ3NDEKTSV4RRFFQ69G5FAV
                         */
                        _id: string;
                        /**
                         * Format: uri
                         * @description URL linking to the contact user's avatar image
                         * @example https://example.com/avatars/jane-smith.jpg
                         */
                        avatar_url?: string | null;
                        /**
                         * Format: date-time
                         * @description The date and time the resource was created
                         */
                        readonly created?: string;
                        /**
                         * @description Display name or nickname of the contact user. This is typically shown in user interfaces.
                         * @example Jane Smith
                         */
                        display_name?: string | null;
                        /**
                         * Format: email
                         * @description Email address of the contact user
                         * @example jane.smith@example.com
                         */
                        email?: string | null;
                        /**
                         * @description Unique string value to identify the contact user in the customer's system. This should be the same ID you use in your system to reference this user.
                         * @example user_12345
                         */
                        external_id: string;
                        /**
                         * @description Additional custom metadata associated with the contact as key-value pairs. Use this to store any extra information specific to your application.
                         * @example {
                         *       "department": "Engineering",
                         *       "last_login": "2024-01-15T10:30:00Z",
                         *       "role": "Senior Developer",
                         *       "subscription_tier": "premium"
                         *     }
                         */
                        metadata?: {
                            [key: string]: unknown;
                        };
                        /**
                         * @description Array of tags associated with the contact. Useful for organizing and filtering contacts by categories, departments, or custom classifications.
                         * @example [
                         *       "premium",
                         *       "beta-user",
                         *       "enterprise"
                         *     ]
                         */
                        tags?: string[];
                        /**
                         * Format: date-time
                         * @description The date and time the resource was last updated
                         */
                        readonly updated?: string;
                    };
                };
            };
            /** @description Identity not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Error message */
                        message: string;
                    };
                };
            };
        };
    };
}
